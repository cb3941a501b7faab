import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { Framework } from './framework.js'
import { APP_ERROR, APP_NOT_FOUND, GREETING, listening } from './framework.js'
import { runSnippet } from './snippet.js'

/** No framework at all. The body has been read before, and a prefix is cut off by whoever calls the listener. */
export const nodeHttp: Framework = {
  name: 'node:http',
  cutsPrefix: true,
  start(health, prefix = '') {
    const server = createServer()
    runSnippet('node:http', {
      health,
      answerApp,
      createServer: (listener: RequestListener) =>
        server.on('request', (request, response) => {
          request.url = request.url?.slice(prefix.length) ?? ''
          request.resume().on('end', () => listener(request, response))
        }),
    })
    return listening(server)
  },
}

function answerApp({ url }: IncomingMessage, response: ServerResponse): void {
  if (url === '/hello') response.end(GREETING)
  else if (url === '/boom') response.writeHead(500).end(APP_ERROR)
  else response.writeHead(404).end(APP_NOT_FOUND)
}
