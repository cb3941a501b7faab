/**
 * What an error says of the write that it ended.
 *
 * - `refused`: the other side takes no work now, and nothing was done.
 * - `lost`: it is gone, or did not answer in time. Whether the write was done is not known.
 * - `conflict`: it was rolled back in favour of another; done again it may well succeed.
 */
export type FailureKind = 'refused' | 'lost' | 'conflict'

/** Of Node, of `undici`, which is `fetch`, of MySQL and of SQLite. */
const BY_CODE: ReadonlyMap<unknown, FailureKind> = byKind({
  refused: [
    ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EMFILE', 'ENFILE', 'EROFS'],
    'UND_ERR_CONNECT_TIMEOUT',
    ...['ER_CON_COUNT_ERROR', 'ER_TOO_MANY_USER_CONNECTIONS', 'ER_OPTION_PREVENTS_STATEMENT'],
    ...['ER_READ_ONLY_MODE', 'ER_DISK_FULL', 'ER_RECORD_FILE_FULL'],
    ...['SQLITE_READONLY', 'SQLITE_FULL', 'SQLITE_CANTOPEN'],
  ],
  lost: [
    ...['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTCONN'],
    ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENETRESET'],
    ...['ENOSPC', 'EDQUOT', 'EIO'],
    ...['UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
    ...['ER_SERVER_SHUTDOWN', 'PROTOCOL_CONNECTION_LOST', 'PROTOCOL_SEQUENCE_TIMEOUT'],
    'SQLITE_IOERR',
  ],
  conflict: ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'SQLITE_BUSY', 'SQLITE_LOCKED'],
})

/**
 * PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html, whole codes before classes. A server that
 * shuts down may have committed already, which is why 57P01 is `lost`; one that cancels (57014), as it does when
 * `statement_timeout` is over, has not.
 */
const BY_SQLSTATE: ReadonlyMap<unknown, FailureKind> = byKind({
  refused: ['08001', '08004', '25006', '53000', '53100', '53200', '53300', '57014', '57P03'],
  lost: ['08', '40003', '57P01', '57P02', '57P04', '58'],
  conflict: ['40001', '40P01', '55P03'],
})

/** Error replies of Redis begin with their code: https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
const BY_REPLY: ReadonlyMap<unknown, FailureKind> = byKind({
  refused: [
    ...['READONLY', 'LOADING', 'MISCONF', 'OOM', 'NOREPLICAS', 'BUSY'],
    ...['MASTERDOWN', 'CLUSTERDOWN', 'TRYAGAIN'],
  ],
})

/** Drivers that have words and no code: `pg`, `ioredis`, `redis`; each as the message begins. */
const BY_WORDS: readonly (readonly [words: RegExp, kind: FailureKind])[] = [
  [/^(timeout exceeded when trying to connect|Connection terminated due to connection timeout)$/, 'refused'],
  [/^(Client (has encountered a connection error and is|was closed and is) not queryable)/, 'refused'],
  [/^Cannot use a pool after calling end/, 'refused'],
  [/^(Connection terminated|Query read timeout)/, 'lost'],
  [/^Stream isn't writeable and enableOfflineQueue/, 'refused'],
  [/^(Connection is closed|Command timed out|Reached the max retries per request limit)/, 'lost'],
  [/^(The client is (offline|closed)$|Connection timeout$|All the root nodes are unavailable)/, 'refused'],
  [/^(Socket closed unexpectedly|Socket timeout|Disconnects client)/, 'lost'],
  [/^ERR max number of clients reached/, 'refused'],
]

const BY_NAME: ReadonlyMap<unknown, FailureKind> = byKind({
  refused: ['BreakerOpenError', 'ThrottledError'],
  lost: ['TimeoutError'],
})

/** Gateways say that what is behind them did not answer, and servers that they can't. */
const GATEWAY_STATUS: ReadonlySet<unknown> = new Set([502, 503, 504])

/** Errors wrap errors; more deeply than this they wrap themselves. */
const MOST_CAUSES = 5

/** `undefined` for what is neither: the statement is at fault, or nobody knows. */
export function failureKind(error: unknown): FailureKind | undefined {
  let at = error
  for (let depth = 0; depth < MOST_CAUSES && isObject(at); depth++) {
    const kind = ownKind(at)
    if (kind) return kind
    at = at['cause']
  }
  return undefined
}

function ownKind(error: Readonly<Record<string, unknown>>): FailureKind | undefined {
  const { code, name, status, syscall, message } = error
  const byCode = typeof code === 'string' ? kindOfCode(code) : undefined
  // What failed before there was a connection has sent nothing.
  if (byCode === 'lost' && (syscall === 'connect' || syscall === 'getaddrinfo')) return 'refused'
  const known = byCode ?? BY_NAME.get(name)
  if (known) return known
  if (GATEWAY_STATUS.has(status)) return 'lost'
  if (typeof message !== 'string') return undefined
  const byReply = BY_REPLY.get(message.split(' ', 1)[0])
  return byReply ?? BY_WORDS.find(([words]) => words.test(message))?.[1]
}

function kindOfCode(code: string): FailureKind | undefined {
  if (/^[0-9A-Z]{5}$/.test(code) && /^\d/.test(code))
    return BY_SQLSTATE.get(code) ?? BY_SQLSTATE.get(code.slice(0, 2))
  // Extended codes of SQLite: SQLITE_BUSY_SNAPSHOT.
  return BY_CODE.get(code) ?? BY_CODE.get(/^SQLITE_[A-Z]+/.exec(code)?.[0])
}

function byKind(codes: Partial<Record<FailureKind, readonly string[]>>): ReadonlyMap<unknown, FailureKind> {
  const entries = Object.entries(codes) as [FailureKind, readonly string[]][]
  return new Map(entries.flatMap(([kind, list]) => list.map((code) => [code, kind] as const)))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
