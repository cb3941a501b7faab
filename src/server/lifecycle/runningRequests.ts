import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Clock } from '../../time/clock.js'
import { nextTurn } from '../../time/turn.js'

/** The requests of a server that are not answered yet. */
export interface RunningRequests {
  /** From now on each answer ends its connection, so that clients come back to another instance. */
  askToReconnect(): void
  /**
   * Takes no connection any more and ends the idle ones. Resolves when nothing runs any more, with whether that was so
   * within `timeoutMs`; what runs then is cut off.
   */
  stop(timeoutMs: number): Promise<boolean>
  dispose(): void
}

/** How often is looked whether something still runs, in milliseconds. */
const LOOK_MS = 50
/**
 * How long a connection on which nothing comes may keep a server that has nothing to do, in milliseconds: a request
 * may be on its way, though browsers open some for none.
 */
const SILENT_MS = 1000

/** Begins to track. */
export function trackRequests(server: Server, clock: Clock): RunningRequests {
  const running = new Set<ServerResponse>()
  let isEnding = false

  const track = (_: IncomingMessage, response: ServerResponse) => {
    running.add(response)
    response.once('close', () => running.delete(response))
    if (isEnding) endConnectionAfter(response)
  }
  // Before the app's own listener, which may answer at once.
  server.prependListener('request', track)

  return {
    askToReconnect() {
      isEnding = true
      for (const response of running) endConnectionAfter(response)
    },
    async stop(timeoutMs) {
      let isClosed = false
      await takeWaiting(server)
      // Its error says that the server had not been listening, or not any more.
      server.close(() => {
        isClosed = true
      })
      const startedAt = clock.now()
      let busyAt = startedAt
      while (!isClosed) {
        const now = clock.now()
        if (running.size > 0) busyAt = now
        if (now - startedAt >= timeoutMs || now - busyAt >= SILENT_MS) break
        await new Promise<void>((resolve) => clock.setTimeout(resolve, LOOK_MS))
      }
      const isClean = running.size === 0
      server.closeAllConnections()
      return isClean
    },
    dispose() {
      server.off('request', track)
    },
  }
}

/** More connections than wait at any time: Node's backlog is 511. */
const MAX_TURNS = 1024

/**
 * Takes the connections that the system has accepted for the server: with the listening socket they would be reset. The
 * loop takes one a turn (https://github.com/libuv/libuv/pull/3696).
 */
async function takeWaiting(server: Server): Promise<void> {
  let hasTaken = true
  const note = () => {
    hasTaken = true
  }
  server.on('connection', note)
  for (let turn = 0; hasTaken && turn < MAX_TURNS; turn++) {
    hasTaken = false
    await nextTurn()
  }
  server.off('connection', note)
}

/** The way of HTTP/1 alone (https://www.rfc-editor.org/rfc/rfc9112#section-9.6). */
function endConnectionAfter(response: ServerResponse): void {
  if (!response.headersSent && response.req.httpVersionMajor === 1) response.setHeader('connection', 'close')
}
