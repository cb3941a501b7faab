import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bearerToken, createNodeHandler } from '../../../src/server.js'
import { serviceOnFakeClock } from '../serviceOnFakeClock.js'
import type { Scene } from './scenes.js'

/** A request of a scene and what came back, over a real connection. */
export interface Exchange {
  readonly scene: Scene
  /** The path as the document has it; `undefined` for an answer that belongs to none. */
  readonly path: string | undefined
  readonly method: string
  readonly status: number
  /** By lower-case name; without those of the connection, which are Node's. */
  readonly headers: Readonly<Record<string, string>>
  /** The content type without its parameters. */
  readonly mediaType: string | undefined
  /** What the JSON says, or the text; `undefined` without a body. */
  readonly body: unknown
}

const OF_CONNECTION = ['connection', 'date', 'keep-alive', 'transfer-encoding']

/** Plays one scene on a server of its own. */
export async function exchange(scene: Scene, method = 'GET'): Promise<Exchange> {
  const { service, clock } = serviceOnFakeClock({
    name: 'orders',
    buildId: 'b7f3',
    poll: { intervalMs: 15_000, minMs: 5000 },
    retries: 0,
    staleFor: 30_000,
    showDetails: bearerToken('0123456789abcdef'),
    ...scene.options,
  })
  await scene.prepare?.(service, clock)
  const server = createServer(createNodeHandler(service)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo
    const { target = scene.path ?? '/', headers } = scene
    const outgoing = request({ host: '127.0.0.1', port, path: target, method, headers, agent: false })
    outgoing.end()
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    const text = await textOf(response)
    const [mediaType] = response.headers['content-type']?.split(';') ?? []
    const body: unknown = text !== '' && mediaType?.endsWith('json') ? JSON.parse(text) : text || undefined
    const { statusCode: status = 0 } = response
    return { scene, path: scene.path, method, status, headers: headersOf(response), mediaType, body }
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** The whole body; of a stream as far as `live`, after which only changes would come. */
async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk
    if (/^event: live\n.*\n\n/m.test(text)) break
  }
  return text
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  const ours = Object.entries(headers).filter(([name]) => !OF_CONNECTION.includes(name))
  return Object.fromEntries(ours.map(([name, value]) => [name, String(value)]))
}
