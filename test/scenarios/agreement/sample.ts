/** What callers were told between two equal reports, between which nothing had changed. */
export interface Sample {
  readonly report: {
    readonly statusCode: number
    readonly status: string
    readonly ready: boolean
    readonly readOnly: boolean
    readonly components: Readonly<Record<string, { readonly status: string; readonly critical: boolean }>>
  }
  /** Status code of `/readiness`. */
  readonly readiness: number
  /** What a read said of the service, in its header and in its body. */
  readonly read: {
    readonly header: string | null
    readonly degraded: boolean
    readonly degradedServices: readonly string[]
    readonly readOnly: boolean
    /** Where its data came from. */
    readonly source: string
  }
  /** Whether a write was refused for the sake of read-only. */
  readonly isWriteRefused: boolean
}

/** How the answers of a sample contradict each other; `undefined` when they agree. */
export function contradictionIn({ report, readiness, read, isWriteRefused }: Sample): string | undefined {
  const components = Object.entries(report.components)
  const atFault = components.filter(([, { status }]) => status !== 'healthy').map(([name]) => name)
  const worst = components.some(([, { status, critical }]) => critical && status === 'unhealthy')
    ? 'unhealthy'
    : atFault.length > 0
      ? 'degraded'
      : 'healthy'
  const named = [...read.degradedServices].toSorted()
  const comparisons: readonly [what: string, got: unknown, expected: unknown][] = [
    ['the status of the report, by its components', report.status, worst],
    ['the status code of the report', report.statusCode, report.status === 'unhealthy' ? 503 : 200],
    ['the status code of readiness', readiness, report.ready ? 200 : 503],
    ['degradedServices of a read', named.join(), atFault.toSorted().join()],
    ['the header of a read', namesIn(read.header).toSorted().join(), named.join()],
    [
      'degraded of a read',
      read.degraded,
      // The first read that fails knows before any check does.
      atFault.length > 0 || report.readOnly || read.source !== 'primary',
    ],
    ['readOnly of a read', read.readOnly, report.readOnly],
    ['the refusal of a write', isWriteRefused, report.readOnly],
  ]
  const contradiction = comparisons.find(([, got, expected]) => got !== expected)
  if (!contradiction) return undefined
  const [what, got, expected] = contradiction
  return `${what} was ${JSON.stringify(got)}, where the report means ${JSON.stringify(expected)}`
}

/** A list of strings as a structured field: https://www.rfc-editor.org/rfc/rfc9651#section-3.1 */
function namesIn(header: string | null): string[] {
  return [...(header ?? '').matchAll(/"([^"]*)"/g)].map(([, name = '']) => name)
}
