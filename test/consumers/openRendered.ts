import { chromium } from 'playwright'
import { chromiumLaunchOptions } from '../run/chromium.js'
import { hydratesQuietly, noticesMismatch } from './hydration.js'
import { serve } from './serve.js'

// Serves the Vite consumer in the folder given as the first argument, and opens the page that its server has rendered:
// once with a back end that is well, and once with one in trouble.
const cwd = process.argv[2] as string
const [well, troubled] = await Promise.all([
  serve(['serve.mjs'], { cwd }),
  serve(['serve.mjs'], { cwd, env: { DATABASE: 'slow' } }),
])
const browser = await chromium.launch(chromiumLaunchOptions())
try {
  const text = 'Everything works'
  await hydratesQuietly(browser, `${well.url}/rendered`, { status: 'healthy', text, bannerAfter: null })
  await noticesMismatch(browser, `${well.url}/rendered`, text)
  await hydratesQuietly(browser, `${troubled.url}/rendered`, {
    status: 'degraded',
    text: 'Some problems',
    bannerAfter: 1500,
  })
} finally {
  await browser.close()
  well.stop()
  troubled.stop()
}
