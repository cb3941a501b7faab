import { openClients } from './load.js'
import { startServer } from './server.js'

const AT_ONCE = 20
const MARKS = [100_000, 250_000, 500_000, 750_000, 1_000_000]
const report = { path: '/health', status: 200 } as const

/** Resident megabytes of our server after so many requests. */
export type Memory = ReadonlyMap<number, number>

/** Asks a million times, while the checks run each second as they do. */
export async function measureMemory(): Promise<Memory> {
  const server = await startServer('onNode', 'sleep')
  const clients = await openClients(server.port, AT_ONCE)
  const memory = new Map<number, number>()
  try {
    let asked = 0
    for (const mark of MARKS) {
      await clients.ask(report, mark - asked)
      asked = mark
      memory.set(mark, (await server.usage()).resident / 2 ** 20)
    }
    return memory
  } finally {
    clients.close()
    server.stop()
  }
}
