import type { WireComponent } from '../../health/wire.js'
import type { Audience } from '../report/audience.js'

/** What is judged, as Kubernetes calls it. */
export type TextSubject = 'healthz' | 'livez' | 'readyz' | 'startupz'

/** A text in the manner of Kubernetes' API server: https://kubernetes.io/docs/reference/using-api/health-checks */
export interface TextReport {
  readonly subject: TextSubject
  readonly hasPassed: boolean
  /** Why not, where no component is to blame. */
  readonly reason?: string | undefined
  readonly audience: Audience
  readonly components: Readonly<Record<string, WireComponent>>
}

/**
 * A line for each component, and the verdict. `[-]` is unhealthy alone, so that whoever counts those is right; a
 * component that is degraded or unknown says so behind its `[+]`.
 */
export function kubernetesText({ subject, hasPassed, reason, audience, components }: TextReport): string {
  const lines = Object.entries(components).map(([name, component]) => lineOf(name, component, audience))
  const verdict = hasPassed ? 'passed' : `failed${reason ? `: ${reason}` : ''}`
  return [...lines, `${subject} check ${verdict}`, ''].join('\n')
}

function lineOf(name: string, { status, error }: WireComponent, audience: Audience): string {
  const word = onOneLine(name).replace(/\s/g, '_')
  if (status !== 'unhealthy') return `[+]${word} ${status === 'healthy' ? 'ok' : status}`
  const known = audience === 'trusted' && error && [error.code, error.message].filter(Boolean).join(': ')
  return `[-]${word} failed: ${known ? onOneLine(known) : 'reason withheld'}`
}

/** A name or a message with a line feed in it could write lines of its own. */
function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, '_')
}
