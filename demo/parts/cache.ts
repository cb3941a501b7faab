import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { HOST, readSettings } from '../settings.js'
import { runPart } from './part.js'
import { relay } from './relay.js'

/**
 * Redis knows nothing of us, and this process may be killed: the shell ends Redis when our end of its input closes. Its
 * output is left to Redis alone, so that it closes with Redis.
 */
const GUARD = 'trap "" INT HUP TERM; "$0" "$@" & exec > /dev/null 2>&1; cat; kill -9 $!; wait'

const READY_WITHIN_MS = 5000

// A real Redis behind a listener that can hold its answers back. It keeps nothing over its end, as caches do.
runPart(async (delays) => {
  const { ports, redisServer } = readSettings()
  if (redisServer === undefined) throw new Error('There is no redis-server here.')
  const innerPort = await startRedis(redisServer)
  const front = createServer((client) => void relay(client, Promise.resolve(innerPort), delays, 'cache'))
  await once(front.listen(ports.cache, HOST), 'listening')
})

async function startRedis(program: string): Promise<number> {
  const port = await freePort()
  const options = ['--port', String(port), '--bind', HOST, '--save', '', '--maxmemory', '32mb']
  const guard = spawn('sh', ['-c', GUARD, program, ...options], { stdio: ['pipe', 'pipe', 'inherit'] })
  const deadline = AbortSignal.timeout(READY_WITHIN_MS)
  const lines = createInterface({ input: guard.stdout, signal: deadline })
  for await (const line of lines) if (line.includes('Ready to accept connections')) break
  if (deadline.aborted) throw new Error(`${program} did not start within ${READY_WITHIN_MS} ms.`)
  // Read on, or Redis would stop when the pipe is full. Without Redis this process is of no use.
  guard.stdout.resume().once('close', () => process.exit(1))
  return port
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
