import { en } from '../src/words/en.js'
import { writeDiary } from './diary.js'
import { expect, test } from './desk.js'
import { patience } from './patience.js'
import type { WebKit } from './webkit/startWebKit.js'
import { startWebKit } from './webkit/startWebKit.js'
import type { Session } from './webkit/webDriver.js'

// What matters most, in the engine of Safari. Its driver can neither switch the network off nor hold a request up, so
// that being offline is tested in the other two alone.
let webkit: WebKit
let session: Session

test.beforeAll(async () => {
  webkit = await startWebKit()
})
test.afterAll(() => webkit.stop())

test.beforeEach(async () => {
  session = await webkit.startSession()
})
test.afterEach(() => session.end())

test('in WebKit the desk is healthy soon after its load', async () => {
  await openInGoodHealth()
  expect(await look()).toMatchObject({ source: 'live', isStale: false, banner: '', isClosed: false })
})

test('in WebKit a dead database makes the desk read-only, and an order that it refuses is saved later', async ({
  faults,
}) => {
  await openInGoodHealth()
  await session.fill('input[name=customer]', 'Wilma in WebKit')
  await session.fill('input[name=item]', 'Oak shelf')
  await faults.set('database', 'down')
  await session.click('.order-form [type=submit]')
  await expectText('Nothing you typed is lost', 5)
  await expectStatus('degraded', 'read-only', 20)
  await expectText(en.trouble['read-only'].title, 5)

  await faults.set('database', 'ok')
  await expectStatus('healthy', null, 20)
  await session.click('.order-form [type=submit]')
  await expectText('Wilma in WebKit', 5)
})

test('in WebKit an API that dies is unreachable, and announced once; so is its return', async ({
  faults,
}) => {
  await openInGoodHealth()
  await session.evaluate(writeDiary)
  await faults.set('api', 'down')
  await expectStatus('unhealthy', 'unreachable', 20)
  // An outage that ends before it is shown is not announced.
  await expectText(en.trouble.unreachable.title, 5)

  await faults.set('api', 'ok')
  await expectStatus('healthy', null, 40)
  await expect
    .poll(() => session.evaluate(() => window.diary.announcements), { timeout: patience(5) })
    .toEqual([expect.stringContaining(en.trouble.unreachable.title), en.trouble.recovered])
})

test('in WebKit "Retry now" finds an API that is back', async ({ faults }) => {
  await openInGoodHealth()
  await faults.set('api', 'down')
  await expectStatus('unhealthy', 'unreachable', 20)
  await expectText(en.trouble.unreachable.title, 5)
  await faults.set('api', 'ok')
  await session.click('[data-api-status="banner"] button')
  await expectStatus('healthy', null, 5)
})

test('in WebKit a reload shows the last report as stale, and then the truth', async ({ faults }) => {
  await openInGoodHealth()
  // Later than it takes to look, sooner than a probe gives up.
  await faults.set('api', 'slow', patience(1))
  await session.reload()
  await expect
    .poll(look, { timeout: patience(2), intervals: [50] })
    .toMatchObject({ status: 'healthy', source: 'restored', isStale: true })
  await expect
    .poll(look, { timeout: patience(5) })
    .toMatchObject({ status: 'healthy', source: 'live', isStale: false })
})

test('in WebKit two windows show the same state', async ({ faults }) => {
  await openInGoodHealth()
  const first = await session.window()
  const second = await session.openWindow()
  await session.use(second)
  await openInGoodHealth()

  await faults.set('recommendations', 'down')
  for (const window of [first, second]) {
    await session.use(window)
    await expectStatus('degraded', 'component', 20)
  }
  await faults.set('recommendations', 'ok')
  for (const window of [first, second]) {
    await session.use(window)
    await expectStatus('healthy', null, 20)
  }
})

/** What the page shows just now. */
function look() {
  return session.evaluate(() => {
    const part = (name: string) => document.querySelector<HTMLElement>(`[data-api-status="${name}"]`)
    const { status, cause = null, source, stale } = part('indicator')?.dataset ?? {}
    return {
      status,
      cause,
      source,
      isStale: stale !== undefined,
      banner: part('banner')?.textContent,
      isClosed: part('gate')?.dataset['closed'] !== undefined,
    }
  })
}

async function openInGoodHealth(): Promise<void> {
  await session.open(process.env['DESK_ORIGIN'] ?? '')
  await expectStatus('healthy', null, 10)
}

/** @param seconds How long it may take to be so. */
async function expectStatus(status: string, cause: string | null, seconds: number): Promise<void> {
  await expect.poll(look, { timeout: patience(seconds), intervals: [100] }).toMatchObject({ status, cause })
}

/** @param seconds How long it may take until it is on the page. */
async function expectText(text: string, seconds: number): Promise<void> {
  await expect
    .poll(() => session.evaluate(() => document.body.innerText), { timeout: patience(seconds) })
    .toContain(text)
}
