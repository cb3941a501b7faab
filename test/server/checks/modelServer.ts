import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export const KEY = 'sk-very-secret-0123456789'

/** A model server that speaks all three dialects, as their documentation shows them. */
export interface ModelServer {
  readonly url: string
  /** What it was asked, in order. */
  readonly asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[]
  /** Answers everything from now on instead of the dialects. */
  answer(how: ((request: IncomingMessage, response: ServerResponse) => void) | undefined): void
  close(): Promise<void>
}

/** @param pageSize Models on a page of Gemini's list. */
export async function modelServer(models: readonly string[], pageSize = 50): Promise<ModelServer> {
  const asked: ModelServer['asked'] = []
  let instead: ((request: IncomingMessage, response: ServerResponse) => void) | undefined
  const server = createServer((request, response) => {
    const { url = '', headers } = request
    asked.push({ url, headers })
    if (instead) return instead(request, response)
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1')
    const reply = (body: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    switch (pathname) {
      case '/api/tags':
        // https://docs.ollama.com/api/tags
        return reply({ models: models.map((name) => ({ name, model: name, size: 4_661_224_676 })) })
      case '/v1/models': {
        // https://platform.openai.com/docs/api-reference/models/list
        const message = `Incorrect API key provided: ${headers.authorization}.`
        if (headers.authorization !== `Bearer ${KEY}`) return reply({ error: { message } }, 401)
        return reply({
          object: 'list',
          data: models.map((id) => ({ id, object: 'model', owned_by: 'library' })),
        })
      }
      case '/v1beta/models': {
        // https://ai.google.dev/api/models
        const message = 'API key not valid. Please pass a valid API key.'
        if (headers['x-goog-api-key'] !== KEY) return reply({ error: { code: 403, message } }, 403)
        const start = Number(searchParams.get('pageToken') ?? 0)
        const end = start + pageSize
        const page = models.slice(start, end).map((name) => ({ name: `models/${name}` }))
        return reply({ models: page, ...(end < models.length && { nextPageToken: String(end) }) })
      }
      default:
        return reply({ error: 'not found' }, 404)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer(how) {
      instead = how
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
