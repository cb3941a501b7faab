// The built app and a health endpoint made with the packed ./server, on a free port; prints the address.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { createHealthService, createNodeHandler } from 'react-api-status/server'

const health = createHealthService({ name: 'consumer', checks: [{ name: 'database', run: () => {} }] })
const answerHealth = createNodeHandler(health)
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
// As strict as a site can be: neither an injected style tag nor a style attribute gets through.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://consumer')
  if (pathname.startsWith('/api/health')) return answerHealth(request, response)
  const file = join('dist', normalize(pathname === '/' ? 'index.html' : pathname))
  try {
    const body = await readFile(file)
    response
      .writeHead(200, { 'content-type': types[extname(file)], 'content-security-policy': policy })
      .end(body)
  } catch {
    response.writeHead(404).end()
  }
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`))
