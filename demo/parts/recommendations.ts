import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { sendJson } from '../json.js'
import { HOST, readSettings } from '../settings.js'
import { runPart } from './part.js'

const RECOMMENDATIONS = [
  { item: 'Oak shelf', because: 'goes with the walnut desk' },
  { item: 'Wool rug', because: 'others in Utrecht chose it this week' },
  { item: 'Desk organiser', because: 'a good third thing' },
]

// A service that somebody else might run: the API asks it over HTTP.
runPart(async (delays) => {
  const server = createServer((request, response) => {
    void delays.wait('recommendations').then(() => answer(request, response))
  })
  await once(server.listen(readSettings().ports.recommendations, HOST), 'listening')
})

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/health') return sendJson(response, 200, { status: 'healthy' })
  if (request.url === '/recommendations') return sendJson(response, 200, RECOMMENDATIONS)
  sendJson(response, 404, { error: 'Expected /health or /recommendations.' })
}
