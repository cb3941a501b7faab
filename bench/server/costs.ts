import type { Samples } from '../resilience/samples.js'
import { DEPENDENCIES } from './checks.js'
import { openConnection } from './connection.js'
import type { Clients } from './load.js'
import { openClients } from './load.js'
import type { Row } from './rows.js'
import { rowsFor } from './rows.js'
import type { BenchServer } from './server.js'
import { startServer } from './server.js'

const AT_ONCE = 20
const WARM_UP = 10_000
const REQUESTS = 3000
const ROUNDS = 15

/** Microseconds of a server's processor time per request, by the name of the row, round by round. */
export type Costs = ReadonlyMap<string, Samples>

interface Measured {
  readonly row: Row
  readonly server: BenchServer
  readonly clients: Clients
}

/** Asks every row in turn, in each round the other way about, so that whatever slows the machine slows all of them. */
export async function measureCosts(): Promise<Costs> {
  const rows = rowsFor(await etagOfOurs())
  const all: Measured[] = []
  try {
    for (const row of rows) {
      const server = await startServer(row.subject, row.dependency)
      all.push({ row, server, clients: await openClients(server.port, AT_ONCE) })
      if (row.question.path === '/health' && row.question.status === 200) await tellsAll(row, server)
    }
    for (const { row, clients } of all) await clients.ask(row.question, WARM_UP)

    const costs = new Map<string, number[]>(rows.map(({ name }) => [name, []]))
    for (let round = 0; round < ROUNDS; round++) {
      for (const measured of round % 2 === 0 ? all : all.toReversed()) {
        costs.get(measured.row.name)?.push(await costOf(measured))
      }
    }
    return costs
  } finally {
    for (const { clients, server } of all) {
      clients.close()
      server.stop()
    }
  }
}

async function costOf({ row, server, clients }: Measured): Promise<number> {
  const before = await server.usage()
  await clients.ask(row.question, REQUESTS)
  return ((await server.usage()).cpu - before.cpu) / REQUESTS
}

async function etagOfOurs(): Promise<string> {
  const server = await startServer('onNode', 'trivial')
  const connection = await openConnection(server.port)
  const { head } = await connection.ask('/health')
  connection.close()
  server.stop()
  const etag = /\r\netag: (.+)/i.exec(head)?.[1]
  if (etag === undefined) throw new Error('Our report has no validator, so that no answer can be a 304.')
  return etag
}

/** A server that answers quickly because it says nothing is no comparison. */
async function tellsAll({ name }: Row, { port }: BenchServer): Promise<void> {
  const connection = await openConnection(port)
  const { status, body } = await connection.ask('/health')
  connection.close()
  const missing = DEPENDENCIES.filter((dependency) => !body.includes(`"${dependency}"`))
  if (status !== 200 || missing.length > 0) {
    throw new Error(`${name}: expected all five dependencies in a 200, got ${status} ${body}`)
  }
}
