import { fork } from 'node:child_process'
import { Agent, get } from 'node:http'

// `npm run bench:server`: processor time per request of the health service over node:http, as a share of a server that
// answers the same bytes from a constant. A second constant server is the control: its ratio says how far to trust the
// others. Bounded: 9 rounds of 3000 requests for each server and path, on loopback.
const ROUNDS = 9
const REQUESTS = 3000
const AT_ONCE = 20
const names = ['constant', 'control', 'ours'] as const

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

function start(kind: string): Promise<{ readonly port: number; stop(): void }> {
  const child = fork(new URL('healthServiceServer.ts', import.meta.url), [kind], {
    execArgv: process.execArgv,
  })
  return new Promise((resolve, reject) => {
    child.once('message', (port) => resolve({ port: port as number, stop: () => child.disconnect() }))
    child.once('exit', (code) =>
      reject(new Error(`the ${kind} server ended with ${code} before it listened`)),
    )
  })
}

function ask(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, agent }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => resolve(body))
    }).on('error', reject)
  })
}

async function load(port: number, path: string, count: number): Promise<void> {
  let left = count
  const client = async () => {
    while (left-- > 0) await ask(port, path)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, client))
}

/** Microseconds of processor time per request. */
async function cost(port: number, path: string): Promise<number> {
  const before = Number(await ask(port, '/cpu'))
  await load(port, path, REQUESTS)
  return (Number(await ask(port, '/cpu')) - before) / REQUESTS
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN
}

const servers = [await start('constant'), await start('constant'), await start('ours')]
console.log('path                    constant   control      ours   µs per request (medians)')
for (const path of ['/api/health', '/api/health/liveness']) {
  for (const { port } of servers) await load(port, path, 2 * REQUESTS)
  const rounds: number[][] = []
  for (let round = 0; round < ROUNDS; round++) {
    // Every other round the other way about, so that a machine that slows down does so for all.
    const order = round % 2 === 0 ? [0, 1, 2] : [2, 1, 0]
    const costs: number[] = []
    for (const index of order) costs[index] = await cost(servers[index]?.port ?? 0, path)
    rounds.push(costs)
  }
  const of = (index: number) => median(rounds.map((costs) => costs[index] ?? Number.NaN))
  const ratio = (index: number) =>
    median(rounds.map((costs) => (costs[index] ?? Number.NaN) / (costs[0] ?? 1)))
  console.log(
    path.padEnd(22) + names.map((_, index) => of(index).toFixed(1).padStart(10)).join(''),
    `  control ${ratio(1).toFixed(2)} ×, ours ${ratio(2).toFixed(2)} × the constant one`,
  )
}
agent.destroy()
for (const { stop } of servers) stop()
