import { setTimeout as delay } from 'node:timers/promises'
import type { Sample } from './sample.js'
import { contradictionIn } from './sample.js'

/** Asks a back end all the time what it says of itself, in all the ways that it has. */
export interface Observer {
  /** Distinct states that all of its answers agreed on, in the order in which they were first seen. */
  readonly agreements: ReadonlySet<string>
  /** Ends. Throws with the first contradiction; gives how many samples were compared. */
  stop(): Promise<number>
}

const PAUSE_MS = 25

export function observe(origin: string): Observer {
  const agreements = new Set<string>()
  let compared = 0
  let contradiction: string | undefined
  let isStopping = false

  const watching = (async () => {
    while (!isStopping && contradiction === undefined) {
      // Without an answer, as while it restarts, there is nothing to compare.
      const sample = await takeSample(origin).catch(() => undefined)
      if (sample) {
        compared++
        contradiction = contradictionIn(sample)
        if (contradiction) contradiction += `: ${JSON.stringify(sample)}`
        agreements.add(inWords(sample))
      }
      await delay(PAUSE_MS)
    }
  })()

  return {
    agreements,
    async stop() {
      isStopping = true
      await watching
      if (contradiction) throw new Error(`Answers of the same state contradict each other: ${contradiction}`)
      return compared
    },
  }
}

/**
 * Answers of the same state: the report is asked for before and after the others, and nothing has changed in between.
 * `undefined` where something has, or while the back end starts, when it says no more than that.
 */
async function takeSample(origin: string): Promise<Sample | undefined> {
  const health = `${origin}/api/health`
  const orders = `${origin}/orders`
  // Too little for an order, so that it is refused in any case; the question is why.
  const order = { method: 'POST', body: '{}' }

  const before = await ask(health)
  const { components, ...report } = before.body as Omit<Sample['report'], 'statusCode'>
  const names = Object.keys(components)
  const [readiness, liveness, startup, read, write, patientWrite, ...pages] = await Promise.all([
    ask(`${health}/readiness`),
    ask(`${health}/liveness`),
    ask(`${health}/startup`),
    ask(orders),
    ask(orders, order),
    ask(orders, { ...order, headers: { prefer: 'respond-async' } }),
    ...names.map((name) => ask(`${health}/components/${name}`)),
  ])
  const after = await ask(health)

  const answers = [readiness, liveness, startup, read, write, patientWrite, ...pages, after]
  const isSteady = answers.every(({ transitions }) => transitions === before.transitions)
  if (!isSteady || saidBy(before) !== saidBy(after) || startup.status !== 200 || read.status !== 200) {
    return undefined
  }
  return {
    report: { ...report, components, statusCode: before.status },
    readiness: readiness.status,
    liveness: liveness.status,
    pages: Object.fromEntries(
      names.map((name, index) => [name, (pages[index]!.body as { status: string }).status]),
    ),
    headers: { read: read.header, write: write.header, 'write that may wait': patientWrite.header },
    read: read.body as Sample['read'],
    isWriteRefused: write.status === 503 && (write.body as { code?: unknown }).code === 'READ_ONLY',
  }
}

interface Answer {
  readonly status: number
  readonly transitions: string | null
  readonly header: string | null
  readonly body: unknown
}

async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(5000) })
  return {
    status: response.status,
    transitions: response.headers.get('transitions'),
    header: response.headers.get('degraded-services'),
    body: await response.json(),
  }
}

/** What a report says, without the figures that move with each. */
function saidBy({ status, body }: Answer): string {
  const { ready, readOnly, components } = body as Sample['report']
  return JSON.stringify([status, ready, readOnly, statusesOf(components)])
}

function statusesOf(components: Sample['report']['components']): string[] {
  return Object.entries(components).map(([name, { status }]) => `${name} ${status}`)
}

function inWords({ report: { status, ready, readOnly } }: Sample): string {
  return [status, ready ? 'ready' : 'not ready', ...(readOnly ? ['read-only'] : [])].join(', ')
}
