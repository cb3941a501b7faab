import type { Connection } from './connection.js'
import { openConnection } from './connection.js'

/** What is asked, over and over. */
export interface Question {
  readonly path: string
  /** Lines of the request's head. */
  readonly headers?: string
  /** What the answer has to be; anything else ends the measurement. */
  readonly status: number
}

/** A number of connections to one server. */
export interface Clients {
  /** Asks `count` times, as fast as the server answers. */
  ask(question: Question, count: number): Promise<void>
  /** Asks at an even pace for a while. Resolves with how long each answer took, in milliseconds. */
  pace(question: Question, perSecond: number, forMs: number): Promise<number[]>
  close(): void
}

/** Opens `atOnce` connections. */
export async function openClients(port: number, atOnce: number): Promise<Clients> {
  const connections = await Promise.all(Array.from({ length: atOnce }, () => openConnection(port)))
  return {
    async ask(question, count) {
      let left = count
      const client = async (connection: Connection) => {
        while (left-- > 0) await askOnce(connection, question)
      }
      await Promise.all(connections.map(client))
    },
    async pace(question, perSecond, forMs) {
      const every = (1000 * atOnce) / perSecond
      const startedAt = performance.now()
      const client = async (connection: Connection, index: number) => {
        const latencies: number[] = []
        for (let due = startedAt + (every * index) / atOnce; due < startedAt + forMs; due += every) {
          // Whoever had to wait for the answer before is late, and that counts: others would have asked in the meantime.
          const isLate = performance.now() >= due
          if (!isLate) await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
          const askedAt = isLate ? due : performance.now()
          await askOnce(connection, question)
          latencies.push(performance.now() - askedAt)
        }
        return latencies
      }
      return (await Promise.all(connections.map(client))).flat()
    },
    close: () => connections.forEach((connection) => connection.close()),
  }
}

async function askOnce(connection: Connection, { path, headers, status }: Question): Promise<void> {
  const reply = await connection.ask(path, headers)
  if (reply.status !== status)
    throw new Error(`${path}: expected ${status}, got ${reply.status} ${reply.body}`)
}
