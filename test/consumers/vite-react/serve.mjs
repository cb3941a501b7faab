// The built app and a health endpoint made with the packed ./server, on a free port; prints the address. `/` is
// rendered in the browser, `/rendered` here; DATABASE=slow makes the service degraded.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { createFetchHandler, createHealthService, createNodeHandler } from 'react-api-status/server'
import { render } from './dist-server/render.js'

const health = createHealthService({
  name: 'consumer',
  checks: [
    {
      name: 'database',
      run: () => ({ status: process.env.DATABASE === 'slow' ? 'degraded' : 'healthy' }),
    },
  ],
})
const answerHealth = createNodeHandler(health)
const readHealth = createFetchHandler(health)
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
// As strict as a site can be: no injected style tag, no style attribute, and no text becomes markup or script.
const policy = "default-src 'self'; style-src 'self'; script-src 'self'; require-trusted-types-for 'script'"

/** The page with the app in it, and the report that it was rendered with, for the browser to begin from. */
async function renderPage() {
  const template = await readFile('dist/rendered.html', 'utf8')
  const report = await (await readHealth(new Request('http://localhost/api/health'))).json()
  // A name in it must not end the script element.
  const json = JSON.stringify(report).replaceAll('<', '\\u003c')
  return template.replace('<!--app-->', () => render(report)).replace('<!--report-->', () => json)
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://consumer')
  if (pathname.startsWith('/api/health')) return answerHealth(request, response)
  const file = join('dist', normalize(pathname === '/' ? 'index.html' : pathname))
  try {
    const body = pathname === '/rendered' ? await renderPage() : await readFile(file)
    response
      .writeHead(200, {
        'content-type': types[extname(file)] ?? 'text/html',
        'content-security-policy': policy,
      })
      .end(body)
  } catch {
    response.writeHead(404).end()
  }
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
