import type { Samples } from '../resilience/samples.js'
import type { Clients } from './load.js'
import { openClients } from './load.js'
import { startServer } from './server.js'

const AT_ONCE = 20
const PER_SECOND = 1000
const ROUNDS = 10
const ROUND_MS = 3000
const report = { path: '/health', status: 200 } as const

/** How long answers took, in milliseconds, round by round. */
export interface Waits {
  readonly p50: Samples
  readonly p99: Samples
  readonly longest: Samples
}

/** Two servers asked at the same time: one that is well, and one with a dependency that has hung for 30 s in the end. */
export interface Waiting {
  readonly idle: Waits
  readonly hung: Waits
}

/** Asks both for as long as the dependency hangs. Both at once: what the machine does besides, it does to both. */
export async function measureWaiting(): Promise<Waiting> {
  const [idle, hung] = await Promise.all([startServer('onNode', 'sleep'), startServer('onNode', 'sleep')])
  const clients = await Promise.all([openClients(idle.port, AT_ONCE), openClients(hung.port, AT_ONCE)])
  const round = (each: Clients) => each.pace(report, PER_SECOND, ROUND_MS)
  try {
    await Promise.all(clients.map(round))
    await hung.hang()
    const rounds: (readonly Samples[])[] = []
    for (let left = ROUNDS; left > 0; left--) {
      rounds.push(await Promise.all(clients.map(round)))
    }
    const waitsOf = (server: number) => summarise(rounds.map((latencies) => latencies[server] ?? []))
    return { idle: waitsOf(0), hung: waitsOf(1) }
  } finally {
    for (const each of clients) each.close()
    idle.stop()
    hung.stop()
  }
}

function summarise(rounds: readonly Samples[]): Waits {
  const sorted = rounds.map((latencies) => latencies.toSorted((one, other) => one - other))
  const each = (share: number) => sorted.map((ascending) => at(ascending, share))
  return { p50: each(0.5), p99: each(0.99), longest: each(1) }
}

function at(ascending: Samples, share: number): number {
  return ascending[Math.floor(share * (ascending.length - 1))] ?? Number.NaN
}
