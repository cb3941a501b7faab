import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Mode } from '../lab/bundle.js'
import { bundleKit, bundleRenderer } from './bundle.js'
import { fromQuery } from './visit.js'

/**
 * As strict as it gets: nothing inline, no `eval`, and no string becomes script or markup.
 * https://web.dev/articles/strict-csp and https://www.w3.org/TR/trusted-types/
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** A server of pages with the kit on them, and nothing else. */
export interface KitServer {
  /** The page's script is React's development or production build. */
  readonly origins: Readonly<Record<Mode, string>>
  stop(): Promise<void>
}

interface File {
  readonly type: string
  readonly content: string
}

/** Starts it on two free ports of 127.0.0.1, one for each build of React. */
export async function serveKit(): Promise<KitServer> {
  const renderKitPage = await bundleRenderer()
  const servers = await Promise.all(
    (['development', 'production'] as const).map(async (mode) => {
      const { script, styles } = await bundleKit(mode)
      const page = await readFile(new URL('page.css', import.meta.url), 'utf8')
      const files = new Map<string, File>([
        ['/kit.js', { type: 'text/javascript', content: script }],
        ['/kit.css', { type: 'text/css', content: styles }],
        ['/page.css', { type: 'text/css', content: page }],
        ['/icon.svg', { type: 'image/svg+xml', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' }],
      ])
      const server = createServer((request, response) => {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
        const file = pathname === '/' ? htmlOf(searchParams) : files.get(pathname)
        if (!file) return void response.writeHead(404).end()
        const type = `${file.type}; charset=utf-8`
        response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY })
        response.end(file.content)
      })
      await once(server.listen(0, '127.0.0.1'), 'listening')
      return { mode, server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
    }),
  )

  function htmlOf(query: URLSearchParams): File {
    const visit = fromQuery(query)
    const { language, look, onServer } = visit
    const content = `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}" class="${look}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>The kit</title><link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css"><link rel="stylesheet" href="/kit.css">
<div id="root">${onServer ? renderKitPage(visit) : ''}</div>
<script type="module" src="/kit.js"></script>`
    return { type: 'text/html', content }
  }

  return {
    origins: Object.fromEntries(servers.map(({ mode, origin }) => [mode, origin])) as Record<Mode, string>,
    async stop() {
      for (const { server } of servers) {
        server.close()
        server.closeAllConnections()
        await once(server, 'close')
      }
    },
  }
}
