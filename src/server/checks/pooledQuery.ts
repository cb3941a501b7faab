import { abortable } from './abortable.js'
import type { PooledClient, PostgresPool, PostgresRows } from './postgresClient.js'

/**
 * Asks on a connection of the pool, one question at a time. When the signal aborts, the connection is closed: left in
 * the pool it would wait for a server that has gone without a word, as after a fail-over, for the quarter of an hour
 * that TCP gives it (https://man7.org/linux/man-pages/man7/tcp.7.html, `tcp_retries2`).
 *
 * A place in the pool's queue can't be given up. It is kept, and used by whoever asks next.
 */
export function pooledQuery(
  pool: PostgresPool,
  text: string,
): (signal: AbortSignal) => Promise<PostgresRows> {
  let question: Question | undefined

  return async (signal) => {
    const asked = (question ??= ask(pool, text))
    const forget = () => {
      if (question === asked) question = undefined
    }
    const giveUp = () => {
      // Forgotten at once: whoever asks next must not share the end of this one.
      if (asked.close()) forget()
    }
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      return await abortable(signal, asked.answer.finally(forget))
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }
}

interface Question {
  readonly answer: Promise<PostgresRows>
  /** Ends it together with its connection; `false` while it still waits for one. */
  close(): boolean
}

const ignore = () => {}

function ask(pool: PostgresPool, text: string): Question {
  let client: PooledClient | undefined
  const giveBack = (isBroken: boolean) => {
    client?.release(isBroken)
    client?.off('error', ignore)
    client = undefined
  }
  const onConnection = async () => {
    client = await pool.connect()
    // A connection that breaks while nobody listens would end the process.
    client.on('error', ignore)
    try {
      const rows = await client.query(text)
      giveBack(false)
      return rows
    } catch (error) {
      giveBack(true)
      throw error
    }
  }
  return {
    answer: onConnection(),
    close() {
      const isConnected = client !== undefined
      giveBack(true)
      return isConnected
    },
  }
}
