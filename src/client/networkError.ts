/** Why there was no answer, or none that came to an end. */
export interface NetworkFailure {
  /** What the platform calls it (`ECONNREFUSED`); `null` in a browser, which tells nothing. */
  readonly code: string | null
  /** What the platform says of it. */
  readonly message: string
  /** `true`: no connection came about, so that nothing of the request can have left. `false`: it may have arrived. */
  readonly wasNeverSent: boolean
  /** Whether the next try may fare better. A wrong certificate, for one, will still be wrong. */
  readonly isPassing: boolean
}

/** System calls that come before the first byte is written (https://nodejs.org/api/errors.html#errorsyscall). */
const BEFORE_SENDING: readonly unknown[] = ['connect', 'getaddrinfo']
/** The same by name, for those who don't tell the system call. */
const NEVER_SENT: readonly unknown[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']
/** Codes that a network has, among all that an error may carry. */
const OF_NETWORK = /^(?:E(?:CONN|AI_|NOTFOUND|TIMEDOUT|PIPE|HOST|NET)|UND_ERR_|ERR_)/
/** Certificates, what OpenSSL makes of the other side, and wrong arguments: the same the next time. */
const LASTING =
  /^(?:ERR_(?:SSL|TLS|OSSL|INVALID)|CERT_|DEPTH_|SELF_|UNABLE_|HOSTNAME_|UND_ERR_(?:INVALID|NOT_SUPPORTED|DESTROYED|CLOSED))/

/**
 * Reads what `fetch`, or reading its body, rejected with; `null` where that is no failure of the network, but an error
 * of the app's own code. The standard has a `TypeError` for all of them; Node tells more in its cause
 * (https://undici.nodejs.org/#/docs/api/Errors).
 */
export function networkFailure(error: unknown): NetworkFailure | null {
  if (!(error instanceof Error)) return null
  const { cause } = error
  const system = cause instanceof Error ? cause : error
  const code = codeOf(system) ?? codeOf(error)
  if (error.name !== 'TypeError' && !OF_NETWORK.test(code ?? '')) return null
  return {
    code,
    message: system.message,
    wasNeverSent: isBeforeSending(system),
    // Node's refusals of a bad port, scheme or redirect have a cause without a code.
    isPassing: code === null ? cause === undefined : !LASTING.test(code),
  }
}

/** With several addresses to one name, all of them were tried (https://www.rfc-editor.org/rfc/rfc8305). */
function isBeforeSending(system: unknown): boolean {
  const { errors, code, syscall } = (system ?? {}) as { errors?: unknown; code?: unknown; syscall?: unknown }
  if (Array.isArray(errors) && errors.length > 0) return errors.every(isBeforeSending)
  return NEVER_SENT.includes(code) || BEFORE_SENDING.includes(syscall)
}

function codeOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : null
}

/**
 * Whether the platform's own `fetch` tells a refused connection from a lost answer: Node does, a browser must not
 * (https://fetch.spec.whatwg.org/#concept-network-error). Electron's pages see Node's globals, and a browser's `fetch`.
 */
export function tellsRefusals(process: unknown): boolean {
  const { versions, type } = (process ?? {}) as { versions?: { node?: unknown }; type?: unknown }
  return typeof versions?.node === 'string' && type === undefined
}
