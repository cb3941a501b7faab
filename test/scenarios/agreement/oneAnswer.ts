import { namesIn } from './sample.js'

/** An answer of the desk to a customer. */
export interface OneAnswer {
  readonly method: string
  readonly status: number
  readonly headers: Headers
  readonly body: Readonly<Record<string, unknown>>
}

/** How an answer contradicts itself, at whatever moment it was made; `undefined` when it does not. */
export function contradictionWithin({ method, status, headers, body }: OneAnswer): string | undefined {
  const named = namesIn(headers.get('degraded-services'))
  if (body['code'] === 'READ_ONLY')
    return named.length > 0 ? undefined : 'refused a write, and named nothing at fault'
  if (method !== 'GET' || status !== 200) return undefined
  const { degraded, degradedServices, readOnly, source } = body
  const isAtFault = named.length > 0 || readOnly === true || source !== 'primary'
  if (String(degradedServices) === named.join() && degraded === isAtFault) return undefined
  return `named ${named.join() || 'nothing'} in its header, and said ${JSON.stringify({ degraded, degradedServices, readOnly, source })}`
}
