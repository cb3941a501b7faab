import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium } from 'playwright'
import { chromiumLaunchOptions } from '../run/chromium.js'
import { hydratesQuietly, noticesMismatch } from './hydration.js'
import { serve } from './serve.js'

// Starts the built Next app in the folder given as the first argument and opens it: once with a back end that is well,
// and once with one whose search, which the app's own health service asks, is down.
const search = createServer((request, response) =>
  response.writeHead(request.url === '/up' ? 200 : 503).end(),
).listen(0, '127.0.0.1')
await once(search, 'listening')
const { port } = search.address() as AddressInfo

function start(searchIs: 'up' | 'down') {
  return serve(['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', '0'], {
    cwd: process.argv[2] as string,
    env: { NEXT_TELEMETRY_DISABLED: '1', SEARCH_URL: `http://127.0.0.1:${port}/${searchIs}` },
  })
}

const [well, troubled] = await Promise.all([start('up'), start('down')])
const browser = await chromium.launch(chromiumLaunchOptions())
try {
  const text = 'Everything works'
  await hydratesQuietly(browser, well.url, { status: 'healthy', text, bannerAfter: null })
  await noticesMismatch(browser, `${well.url}/`, text)
  await hydratesQuietly(browser, troubled.url, {
    status: 'degraded',
    text: 'Some problems',
    bannerAfter: 1500,
  })
} finally {
  await browser.close()
  well.stop()
  troubled.stop()
  search.close()
}
