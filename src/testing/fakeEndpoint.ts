import type { HealthReport } from '../health/report.js'
import { toWire } from '../health/wire.js'
import { aReport } from './reports.js'
import type { ReportSketch } from './reports.js'

/**
 * What a scripted endpoint does with a request. `report`: answers with a report (503 when it is unhealthy). `status`:
 * answers with that status code, headers and body. `refuse`: fails as fetch does where nobody listens. `hang`: never
 * answers. `respond`: whatever a function says.
 */
export type Answer =
  | { readonly kind: 'report'; readonly report: HealthReport; readonly headers?: HeadersInit }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: HeadersInit
      readonly body?: string | null
    }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'respond'; readonly respond: (request: Request) => Response | Promise<Response> }

/** A back end by hand: a `fetch` whose answers a test decides. */
export interface FakeEndpoint {
  readonly fetch: typeof globalThis.fetch
  /** Every request that came, oldest first. */
  readonly requests: readonly Request[]
  /** How many of them are still without an answer. */
  readonly open: number
  /** Answers like this from now on. */
  answer(answer: Answer): void
  /** Answers with a report from now on. */
  report(sketch?: ReportSketch): void
}

/** An endpoint that is healthy until it is told otherwise. Relative urls are on `https://app.test`. */
export function fakeEndpoint(first: Answer = { kind: 'report', report: aReport() }): FakeEndpoint {
  let current = first
  let open = 0
  const requests: Request[] = []
  return {
    requests,
    get open() {
      return open
    },
    answer(answer) {
      current = answer
    },
    report(sketch) {
      current = { kind: 'report', report: aReport(sketch) }
    },
    async fetch(input, init) {
      const request = new Request(
        typeof input === 'string' ? new URL(input, 'https://app.test') : input,
        init,
      )
      requests.push(request)
      open++
      try {
        return await reply(current, request)
      } finally {
        open--
      }
    },
  }
}

function reply(answer: Answer, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(request.signal.reason as Error)
    if (request.signal.aborted) return abort()
    request.signal.addEventListener('abort', abort, { once: true })
    switch (answer.kind) {
      case 'report':
        return resolve(reportResponse(answer.report, answer.headers))
      case 'status':
        return resolve(
          new Response(answer.body ?? null, { status: answer.status, headers: answer.headers ?? {} }),
        )
      case 'refuse':
        return reject(new TypeError('Failed to fetch'))
      case 'respond':
        return resolve(answer.respond(request))
      case 'hang':
    }
  })
}

function reportResponse(report: HealthReport, headers: HeadersInit = {}): Response {
  return Response.json(toWire(report), { status: report.status === 'unhealthy' ? 503 : 200, headers })
}
