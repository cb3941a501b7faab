/** What the document says of one answer. */
export interface ResponseDoc {
  readonly description: string
  /** Headers that it may have, beside those of {@link headersOf} that it always has. */
  readonly headers?: readonly HeaderName[]
  /** By media type: the name of a schema, or a schema. Absent where there is no body. */
  readonly content?: Readonly<Record<string, string | object>>
}

/** What the document says of one path. HEAD is the same, without bodies. */
export interface OperationDoc {
  readonly id: string
  readonly summary: string
  readonly description: string
  readonly parameters?: readonly ParameterName[]
  readonly responses: Readonly<Record<number, ResponseDoc>>
}

export type HeaderName = keyof typeof HEADERS
type ParameterName = keyof typeof PARAMETERS

/** Every header that an answer may have, by lower-case name. */
export const HEADERS = {
  'content-type': { description: 'The format.', schema: { type: 'string' } },
  'content-length': {
    description: 'The length of the body in bytes.',
    schema: { type: 'integer', minimum: 0 },
  },
  'cache-control': {
    description:
      'A copy may be kept, and must be asked for anew each time. `private` where the caller was shown details; ' +
      '`no-transform` on a stream, which compression would hold back.',
    schema: { enum: ['no-cache', 'private, no-cache', 'no-cache, no-transform'] },
  },
  vary: { description: 'What the format depends on.', schema: { const: 'Accept' } },
  'server-timing': {
    description: 'How long the check of each component took, in milliseconds.',
    schema: { type: 'string', pattern: '^[^ ;,]+(;desc="[^"]*")?;dur=[0-9.]+(, |$)' },
  },
  'x-health-poll': {
    description:
      'How often the service would like to be asked, in seconds: `poll.intervalMs`, where it is set.',
    schema: { type: 'string', pattern: '^[0-9]+$' },
  },
  age: {
    description: 'Seconds since the newest of what the report says was found out; absent below 1.',
    schema: { type: 'string', pattern: '^[1-9][0-9]*$' },
  },
  'x-accel-buffering': { description: 'Keeps nginx from holding events back.', schema: { const: 'no' } },
  etag: {
    description:
      'Weak: over what the report says, without what moves on every poll (times, latencies, details). Send it back as If-None-Match.',
    schema: { type: 'string', pattern: '^W/"[^"]+"$' },
  },
  'retry-after': {
    description: 'Seconds until asking again makes sense.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  allow: { description: 'The methods that there are.', schema: { const: 'GET, HEAD' } },
} as const

/** Every parameter. */
export const PARAMETERS = {
  name: {
    in: 'path',
    name: 'name',
    required: true,
    description: 'The name of a component, as the report has it; percent-encoded.',
    schema: { type: 'string', minLength: 1 },
  },
  ifNoneMatch: {
    in: 'header',
    name: 'If-None-Match',
    description: 'The ETag of the report that the caller has: 304 when it says the same.',
    schema: { type: 'string' },
  },
  exclude: {
    in: 'query',
    name: 'exclude',
    description: 'Names of checks that neither run nor count for this request; repeat it, up to 20 times.',
    schema: { type: 'array', maxItems: 20, items: { type: 'string' } },
  },
  verbose: {
    in: 'query',
    name: 'verbose',
    allowEmptyValue: true,
    description: 'In text: a line for each check, also where all is well.',
    schema: { type: 'boolean' },
  },
  lastEventId: {
    in: 'header',
    name: 'Last-Event-ID',
    description: 'The id of the last event that the caller has: it is not told the same again.',
    schema: { type: 'string' },
  },
} as const

const JSON_TYPE = 'application/json'
/** Headers of every answer with a body, but for a stream, whose length nobody knows. */
const OF_EVERY_BODY: readonly HeaderName[] = ['content-type', 'content-length', 'cache-control']

/** The headers that an answer has, or may have. */
export function headersOf({ content, headers = [] }: ResponseDoc): readonly HeaderName[] {
  if (!content) return headers
  return [
    ...OF_EVERY_BODY.filter((name) => name !== 'content-length' || !('text/event-stream' in content)),
    ...headers,
  ]
}

/** One answer in each of the formats. */
function inEachFormat(native: string, healthJson: string): Readonly<Record<string, string>> {
  return { [JSON_TYPE]: native, 'application/health+json': healthJson, 'text/plain': 'text' }
}

const REFUSED: OperationDoc['responses'] = {
  400: {
    description: 'A name in `exclude` that is malformed, or too many of them.',
    content: { [JSON_TYPE]: 'error' },
  },
}

const LIMITED: OperationDoc['responses'] = {
  ...REFUSED,
  429: {
    description: 'Asked too often, where the service has a `rateLimit`.',
    headers: ['retry-after'],
    content: { [JSON_TYPE]: 'error' },
  },
}

const OF_A_REPORT: readonly HeaderName[] = ['vary', 'server-timing', 'x-health-poll', 'age']

const report: Omit<OperationDoc, 'id'> = {
  summary: 'The full report',
  description:
    'Runs the checks whose outcome is too old, once for all who ask, and answers within the longest of their timeouts.',
  parameters: ['ifNoneMatch', 'exclude'],
  responses: {
    200: {
      description: 'Healthy or degraded.',
      headers: [...OF_A_REPORT, 'etag'],
      content: inEachFormat('report', 'healthJson'),
    },
    304: {
      description: 'The report says what the caller has already. Only to a caller that sent If-None-Match.',
      headers: [...OF_A_REPORT, 'etag', 'cache-control'],
    },
    ...LIMITED,
    503: {
      description: 'Unhealthy, or starting. Never a 304, so that a load balancer sees it.',
      headers: [...OF_A_REPORT, 'etag', 'retry-after'],
      content: inEachFormat('report', 'healthJson'),
    },
  },
}

const liveness: Omit<OperationDoc, 'id'> = {
  summary: 'Whether the process is alive',
  description: 'Asks nothing and waits for nothing.',
  parameters: ['verbose'],
  responses: {
    200: { description: 'Alive.', headers: ['vary'], content: inEachFormat('liveness', 'probeHealthJson') },
    ...REFUSED,
    503: {
      description: 'Only with `livenessEscalation`: its checks have kept it out of rotation for too long.',
      headers: ['vary', 'retry-after'],
      content: inEachFormat('liveness', 'probeHealthJson'),
    },
  },
}

const readiness: Omit<OperationDoc, 'id'> = {
  summary: 'Whether this instance wants traffic',
  description: 'Asks the checks that decide it, unless the instance starts or drains.',
  parameters: ['exclude', 'verbose'],
  responses: {
    200: { description: 'Ready.', headers: ['vary'], content: inEachFormat('readiness', 'probeHealthJson') },
    ...REFUSED,
    503: {
      description: 'Not ready, with the reason.',
      headers: ['vary', 'retry-after'],
      content: inEachFormat('readiness', 'probeHealthJson'),
    },
  },
}

const startup: Omit<OperationDoc, 'id'> = {
  summary: 'Whether start-up is done',
  description: 'Once done it stays so, whatever becomes of the components.',
  responses: {
    200: { description: 'Done.', headers: ['vary'], content: inEachFormat('startup', 'probeHealthJson') },
    ...REFUSED,
    503: {
      description: 'Not yet.',
      headers: ['vary', 'retry-after'],
      content: inEachFormat('startup', 'probeHealthJson'),
    },
  },
}

const component: Omit<OperationDoc, 'id'> = {
  summary: 'One component',
  description: 'Runs its check alone, if its outcome is too old.',
  parameters: ['name'],
  responses: {
    200: {
      description: 'Not unhealthy.',
      headers: ['vary'],
      content: inEachFormat('component', 'healthJson'),
    },
    ...LIMITED,
    404: { description: 'No component has the name.', content: { [JSON_TYPE]: 'error' } },
    503: {
      description: 'Unhealthy.',
      headers: ['vary', 'retry-after'],
      content: inEachFormat('component', 'healthJson'),
    },
  },
}

const stream: Omit<OperationDoc, 'id'> = {
  summary: 'The report whenever it changes',
  description:
    'Server-sent events, each as the schema `streamEvent` says: `snapshot` at the beginning, unless Last-Event-ID names ' +
    'it, then `live`, and `change` whenever the report says something else. A comment as a heartbeat.',
  parameters: ['lastEventId'],
  responses: {
    200: {
      description: 'Goes on until one of the two ends it.',
      headers: ['x-accel-buffering'],
      content: { 'text/event-stream': { type: 'string' } },
    },
    ...LIMITED,
    404: { description: 'The option `stream` is off.', content: { [JSON_TYPE]: 'error' } },
    503: {
      description: 'As many listen as the instance allows, or it starts or drains. Poll meanwhile.',
      headers: ['retry-after'],
      content: { [JSON_TYPE]: 'error' },
    },
  },
}

/** Every path, as it is with the default of the option `path`. */
export const OPERATIONS: Readonly<Record<string, OperationDoc>> = {
  '/api/health': { id: 'report', ...report },
  '/api/health/liveness': { id: 'liveness', ...liveness },
  '/api/health/readiness': { id: 'readiness', ...readiness },
  '/api/health/startup': { id: 'startup', ...startup },
  '/api/health/components/{name}': { id: 'component', ...component },
  '/api/health/stream': { id: 'stream', ...stream },
  '/health': { id: 'reportAtRoot', ...report },
  '/health/live': { id: 'livenessAtRoot', ...liveness },
  '/health/ready': { id: 'readinessAtRoot', ...readiness },
}

/** Answers that belong to no path: they are the same wherever they are given. */
export const ANYWHERE: Readonly<Record<number, ResponseDoc & { readonly name: string }>> = {
  404: { name: 'NotFound', description: 'There is nothing at this path.', content: { [JSON_TYPE]: 'error' } },
  405: {
    name: 'MethodNotAllowed',
    description: 'To any method but GET and HEAD, at each path of the service.',
    headers: ['allow'],
    content: { [JSON_TYPE]: 'error' },
  },
  414: {
    name: 'UriTooLong',
    description: 'The path and the query are too long.',
    content: { [JSON_TYPE]: 'error' },
  },
}
