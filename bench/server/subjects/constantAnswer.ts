import type { RequestListener } from 'node:http'
import type { Dependency } from '../checks.js'
import { warmService } from './service.js'

/** Writes what our service said when it was asked first, at the path that it is given. */
export async function constantAnswer(dependency: Dependency): Promise<RequestListener> {
  const service = await warmService(dependency)
  const bodies = new Map<string, Uint8Array>()
  for (const path of ['/health', '/health/live']) {
    const { bytes } = await service.answer('GET', path, () => undefined)
    if (bytes) bodies.set(path, bytes)
  }
  return ({ url = '' }, response) => {
    const body = bodies.get(url)
    response.writeHead(body ? 200 : 404, {
      'content-type': 'application/json',
      'content-length': body?.length ?? 0,
      'cache-control': 'no-cache',
    })
    response.end(body)
  }
}
