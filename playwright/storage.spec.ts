import type { MonitorOptions } from '../src/core.js'
import { degraded, hang, healthy, webPage } from './lab/answers.js'
import { bundle } from './lab/bundle.js'
import type { Chromium } from './lab/chromium.js'
import type { Lab } from './lab/startLab.js'
import type { Tab } from './lab/tab.js'
import { expect, test } from './lab/test.js'
import { patience } from './patience.js'

/** How long a first paint may wait for the stored report at the most; a probe waits not at all. In milliseconds. */
const PATIENCE = 400

/** What has happened to IndexedDB before the page loads. */
interface Trouble {
  /** Runs in the page before anything else. */
  readonly patch?: () => void
  readonly headers?: Readonly<Record<string, string>>
  /** Another tab, or the browser, gets there first. */
  readonly before?: (chromium: Chromium, lab: Lab) => Promise<unknown>
}

const troubles: Record<string, Trouble> = {
  'blocked, as in a frame without an origin': {
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
  },
  missing: {
    patch() {
      Object.defineProperty(window, 'indexedDB', { value: undefined })
    },
  },
  'refused with an error, as in some private windows': {
    patch() {
      IDBFactory.prototype.open = () => {
        const request = new EventTarget()
        const error = new DOMException('The database did not allow mutations.', 'InvalidStateError')
        Object.assign(request, { error })
        setTimeout(() => (request as IDBOpenDBRequest).onerror?.(new Event('error')))
        return request as IDBOpenDBRequest
      }
    },
  },
  'hung: it never opens': {
    patch() {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest
    },
  },
  'hung: it opens and never answers': {
    patch() {
      const never = () => new EventTarget()
      IDBDatabase.prototype.transaction = () =>
        ({
          objectStore: () => ({ get: never, put: never, transaction: never() }),
        }) as unknown as IDBTransaction
    },
  },
  'closing: no connection lives to see a transaction': {
    patch() {
      const { transaction } = IDBDatabase.prototype
      IDBDatabase.prototype.transaction = function (...args) {
        this.close()
        return transaction.apply(this, args)
      }
    },
  },
  full: {
    before: async (chromium, lab) => fill(await otherTab(chromium, lab), lab),
  },
  'of a version yet to come, which another tab holds open': {
    before: async (chromium, lab) => (await otherTab(chromium, lab)).evaluate(upgradeOurs),
  },
  'about to be deleted, which another tab holds up': {
    before: async (chromium, lab) => (await otherTab(chromium, lab)).evaluate(holdUpADelete),
  },
}

for (const [what, trouble] of Object.entries(troubles)) {
  test(`nothing fails or waits where storage is ${what} (R19)`, async ({ lab, chromium }) => {
    const well = await openApp(chromium, lab, {})
    const usualPaint = await paintAfterStart(well)
    await well.until(5, () => window.lab.snapshot().status === 'healthy')
    const usualHit = await hitAfterStart(well, lab)
    await well.close()
    await trouble.before?.(chromium, lab)

    const tab = await openApp(chromium, lab, trouble)
    const paint = await paintAfterStart(tab)
    await tab.until(5, () => window.lab.snapshot().storage === 'memory')
    await tab.until(5, () => window.lab.snapshot().status === 'healthy')
    const hit = await hitAfterStart(tab, lab)
    test
      .info()
      .annotations.push({ type: 'ms', description: JSON.stringify({ usualPaint, paint, usualHit, hit }) })

    expect(hit.least).toBeLessThan(3 * usualHit.least)
    expect(hit.median).toBeLessThan(patience(PATIENCE / 1000))
    expect(paint).toBeLessThan(patience(PATIENCE / 1000))

    // The news goes on, without storage and without a word about it.
    const since = await tab.evaluate(() => window.lab.told.length)
    await begin(tab)
    await tab.until(5, () => window.lab.snapshot().storage === 'memory')
    lab.answer = degraded
    await tab.until(5, () => window.lab.snapshot().status === 'degraded')
    expect(await modesTold(tab, since)).toEqual(['memory'])
    expect(await tab.evaluate(() => [...window.lab.errors, ...window.lab.messages])).toEqual([])
  })
}

test('storage whose connection was closed without a word works on without a reload (R20)', async ({
  lab,
  chromium,
}) => {
  const tab = await openApp(chromium, lab, {
    patch() {
      const { open } = IDBFactory.prototype
      const connections: IDBDatabase[] = []
      IDBFactory.prototype.open = function (...args) {
        const request = open.apply(this, args)
        request.addEventListener('success', () => connections.push(request.result))
        return request
      }
      Object.assign(window, { connections })
    },
  })
  await begin(tab)
  await kept(tab, 'healthy')
  const closed = await tab.evaluate(() => {
    const { connections } = window as unknown as { connections: IDBDatabase[] }
    for (const connection of connections) connection.close()
    return connections.length
  })
  expect(closed).toBeGreaterThan(0)
  lab.answer = degraded
  await kept(tab, 'degraded')
  await isRestored(tab, lab, 'degraded')
})

test('storage that is wiped under us is filled again (R19)', async ({ lab, chromium }) => {
  const tab = await openApp(chromium, lab, {})
  await begin(tab)
  await kept(tab, 'healthy')
  await tab.send('Storage.clearDataForOrigin', { origin: lab.origin, storageTypes: 'indexeddb' })
  expect(await statusesKept(tab)).toEqual([])
  lab.answer = degraded
  await kept(tab, 'degraded')
  await isRestored(tab, lab, 'degraded')
})

test('storage that is full is told of, and told of again when there is room (R19)', async ({
  lab,
  chromium,
}) => {
  const tab = await openApp(chromium, lab, {})
  await fill(tab, lab)
  await begin(tab)
  await tab.until(5, () => window.lab.snapshot().storage === 'memory')
  await makeRoom(tab, lab)
  lab.answer = degraded
  await tab.until(5, () => window.lab.snapshot().storage === 'persistent')
  expect(await modesTold(tab)).toEqual(['memory', 'persistent'])
  await isRestored(tab, lab, 'degraded')
})

test('another tab deletes our database within a second, and we begin a new one (R21)', async ({
  lab,
  chromium,
}) => {
  const tab = await openApp(chromium, lab, {})
  await begin(tab)
  await kept(tab, 'healthy')
  expect(await (await otherTab(chromium, lab)).evaluate(deleteOurs)).toBeLessThan(1000)
  await tab.activate()
  lab.answer = degraded
  await kept(tab, 'degraded')
  await isRestored(tab, lab, 'degraded')
})

test('another tab upgrades our database within a second, and we go on in memory (R21)', async ({
  lab,
  chromium,
}) => {
  const tab = await openApp(chromium, lab, {})
  await begin(tab)
  await kept(tab, 'healthy')
  expect(await (await otherTab(chromium, lab)).evaluate(upgradeOurs)).toBeLessThan(1000)
  await tab.activate()
  lab.answer = degraded
  await tab.until(5, () => window.lab.snapshot().status === 'degraded')
  await tab.until(5, () => window.lab.snapshot().storage === 'memory')
  expect(await modesTold(tab)).toEqual(['memory'])
  expect(await tab.evaluate(() => [...window.lab.errors, ...window.lab.messages])).toEqual([])
})

test('what is restored is shown as last known, and a probe goes out all the same (R22)', async ({
  lab,
  chromium,
}) => {
  const tab = await openApp(chromium, lab, {})
  lab.answer = degraded
  await begin(tab)
  await kept(tab, 'degraded')
  lab.answer = hang
  const before = probes(lab).length
  await tab.navigate(`${lab.origin}/app`)
  await begin(tab)
  await tab.until(3, () => window.lab.snapshot().source === 'restored')
  expect(await tab.evaluate(() => window.lab.snapshot())).toMatchObject({ status: 'degraded', isStale: true })
  await expect.poll(() => probes(lab).length, { timeout: patience(1) }).toBe(before + 1)
  expect(await tab.evaluate(() => window.lab.snapshot().source)).toBe('restored')
  lab.answer = healthy
  await tab.evaluate(() => window.lab.stop())
  await begin(tab)
  await tab.until(3, () => window.lab.snapshot().source === 'live')
  expect(await tab.evaluate(() => window.lab.snapshot())).toMatchObject({ status: 'healthy', isStale: false })
})

test('a status that stays is written once, and a change once more (R23)', async ({ lab, chromium }) => {
  const tab = await openApp(chromium, lab, {
    patch() {
      const { put } = IDBObjectStore.prototype
      const writes: unknown[] = []
      IDBObjectStore.prototype.put = function (...args) {
        // The history is a record of its own, with a pace of its own.
        if (typeof args[1] === 'string' && !args[1].startsWith('history')) writes.push(args[0])
        return put.apply(this, args)
      }
      Object.assign(window, { writes })
    },
  })
  const writes = () => tab.evaluate(() => (window as unknown as { writes: unknown[] }).writes.length)
  await begin(tab)
  await kept(tab, 'healthy')
  const before = probes(lab).length
  await expect.poll(() => probes(lab).length, { timeout: patience(10) }).toBeGreaterThanOrEqual(before + 3)
  expect(await writes()).toBe(1)
  lab.answer = degraded
  await kept(tab, 'degraded')
  expect(await writes()).toBe(2)
})

const probes = (lab: Lab) => lab.hits.filter(({ url }) => url.startsWith('/api/health'))

/** Polls as often as may be. */
const often: MonitorOptions = { interval: 1000 }

/** A page that paints what it knows as soon as it has started its engine, as an app does. */
async function openApp(chromium: Chromium, lab: Lab, { patch, headers = {} }: Trouble): Promise<Tab> {
  const script = await bundle('development')
  // A page without an origin is a stranger to its own server.
  lab.serve('/app.js', (_, response) => {
    response
      .writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' })
      .end(script)
  })
  lab.serve('/app', webPage('<p></p><script type="module" src="/app.js"></script>', headers))
  const tab = await chromium.openTab('about:blank')
  if (patch) await tab.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${functionText(patch)})()` })
  await tab.navigate(`${lab.origin}/app`)
  return tab
}

/** A method's text is no expression. */
function functionText(work: () => void): string {
  const text = work.toString()
  return text.startsWith('patch') ? `function ${text}` : text
}

async function begin(tab: Tab): Promise<void> {
  await tab.evaluate((options) => window.lab.start(options), often)
}

/** How long after the start of the engine there is something to see, in milliseconds. The engine goes on. */
function paintAfterStart(tab: Tab): Promise<number> {
  return tab.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now()
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0]
          if (paint) resolve(paint.startTime - startedAt)
        }).observe({ type: 'paint', buffered: true })
        window.lab.start()
        for (const node of document.querySelectorAll('p')) node.textContent = window.lab.snapshot().status
      }),
  )
}

/** How long after a start of the engine its first probe reaches the server: least and median of 9, in milliseconds. */
async function hitAfterStart(tab: Tab, lab: Lab): Promise<{ least: number; median: number }> {
  const delays: number[] = []
  for (let start = 0; start < 9; start++) {
    await tab.evaluate(() => window.lab.stop())
    const before = probes(lab).length
    // By the clock of the server, whatever it takes to tell the page. The page's own is another one.
    const startedAt = performance.now()
    await tab.evaluate(() => window.lab.start())
    await expect.poll(() => probes(lab).length, { intervals: [10] }).toBeGreaterThan(before)
    delays.push((probes(lab)[before]?.at ?? Number.NaN) - startedAt)
  }
  await tab.evaluate(() => window.lab.stop())
  const [least = Number.NaN, , , , median = Number.NaN] = delays.toSorted((one, other) => one - other)
  return { least, median }
}

/** What was said of storage, from the given snapshot on. Each engine begins in good faith. */
function modesTold(tab: Tab, since = 0): Promise<string[]> {
  return tab.evaluate((first) => {
    const modes = ['persistent', ...window.lab.told.slice(first).map(({ what }) => what.storage)]
    return modes.filter((mode, index) => index > 0 && mode !== modes[index - 1])
  }, since)
}

/** The status of each report that is kept. */
function statusesKept(tab: Tab): Promise<unknown[]> {
  return tab.evaluate(
    () =>
      new Promise<unknown[]>((resolve) => {
        const opening = indexedDB.open('react-api-status')
        // Where there is none, looking for it must not make one.
        opening.onupgradeneeded = () => opening.transaction?.abort()
        opening.onerror = () => resolve([])
        opening.onsuccess = () => {
          const database = opening.result
          const reading = database.transaction('records').objectStore('records').getAll()
          reading.onsuccess = () => {
            database.close()
            const records = reading.result as { readonly data?: { readonly status?: unknown } }[]
            resolve(records.flatMap(({ data }) => data?.status ?? []))
          }
        }
      }),
  )
}

/** Waits until the report with that status is what is kept. */
async function kept(tab: Tab, status: string): Promise<void> {
  await expect.poll(() => statusesKept(tab), { timeout: patience(10) }).toContain(status)
}

/** After a reload, and without an answer, the page knows what was kept; and nothing went wrong before. */
async function isRestored(tab: Tab, lab: Lab, status: string): Promise<void> {
  expect(await tab.evaluate(() => [...window.lab.errors, ...window.lab.messages])).toEqual([])
  lab.answer = hang
  await tab.navigate(`${lab.origin}/app`)
  await begin(tab)
  await tab.until(3, () => window.lab.snapshot().source === 'restored')
  expect(await tab.evaluate(() => window.lab.snapshot())).toMatchObject({ status, isStale: true })
}

/** From now on, and as long as the tab is there, every write finds the disk full. */
async function fill(tab: Tab, { origin }: Lab): Promise<void> {
  await tab.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  // The room that there was before is remembered for a while, together with what is in it.
  await tab.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
}

async function makeRoom(tab: Tab, { origin }: Lab): Promise<void> {
  await tab.send('Storage.overrideQuotaForOrigin', { origin })
}

function otherTab(chromium: Chromium, { origin }: Lab): Promise<Tab> {
  return chromium.openTab(`${origin}/?bare`)
}

/** Runs in another tab. Resolves with how long it took, in milliseconds. */
function deleteOurs(): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const request = indexedDB.deleteDatabase('react-api-status')
    request.onsuccess = () => resolve(performance.now() - startedAt)
    request.onerror = () => reject(request.error ?? new Error('not deleted'))
  })
}

/** Runs in another tab, which keeps the database open. Resolves with how long it took, in milliseconds. */
function upgradeOurs(): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const request = indexedDB.open('react-api-status', 2)
    request.onsuccess = () => {
      Object.assign(window, { held: request.result })
      resolve(performance.now() - startedAt)
    }
    request.onerror = () => reject(request.error ?? new Error('not opened'))
  })
}

/** Runs in another tab: a connection that makes way for nobody, and a delete that waits for it with all who come after. */
function holdUpADelete(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('react-api-status')
    opening.onerror = () => reject(opening.error ?? new Error('not opened'))
    opening.onsuccess = () => {
      Object.assign(window, { held: opening.result })
      indexedDB.deleteDatabase('react-api-status').onblocked = () => resolve()
    }
  })
}
