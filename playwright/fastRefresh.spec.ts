import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { createServer } from 'vite'
import type { Plugin } from 'vite'
import { combinationOf, compilerOptions } from '../compat/combination.js'
import type { Combination } from '../compat/combination.js'
import { aliasesOf } from '../compat/react18.js'
import { patience } from './patience.js'

// Someone works on an app while it runs in their browser: a component is saved, and Vite puts the new one in the place
// of the old one. Effects of what was saved run again, and what it held outside of React's state is made anew.

const INTERVAL = 1000
/** The shortest time between the answer to a probe and the next probe of the same poller; timers may be a little early. */
const SHORTEST_WAIT = INTERVAL * 0.85

const projectRoot = join(import.meta.dirname, '..')

const html = `<!doctype html>
<div id="root"></div>
<script type="module" src="/main.tsx"></script>`

const main = `
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.js'
createRoot(document.getElementById('root')).render(<StrictMode><App /></StrictMode>)
`

/** The app has a provider that can be taken away; its monitor is made from options. */
const app = (edition: number) => `
import { useState } from 'react'
import { ApiStatusProvider } from 'react-api-status'
import { Panel } from './Panel.js'
export function App() {
  const [isOpen, setOpen] = useState(false)
  return (
    <main>
      <h1>App ${edition}</h1>
      <button onClick={() => setOpen(!isOpen)}>Open or close</button>
      {isOpen && <ApiStatusProvider interval={${INTERVAL}}><Panel /></ApiStatusProvider>}
    </main>
  )
}
`

/** The same, with a monitor of the module: a saved module makes another one. */
const appWithMonitor = (edition: number) =>
  app(edition)
    .replace(
      "from 'react-api-status'",
      "from 'react-api-status'\nimport { createApiStatus } from 'react-api-status/core'",
    )
    .replace(
      'export function App',
      `const monitor = createApiStatus({ interval: ${INTERVAL} })\nexport function App`,
    )
    .replace(`interval={${INTERVAL}}`, 'monitor={monitor}')

/** Uses every hook, and has state of its own. */
const panel = (edition: number) => `
import { useState, version } from 'react'
import { useApiStatus, useApiStatusEvent, useComponentStatus, useNow } from 'react-api-status'
export function Panel() {
  const [draft, setDraft] = useState('')
  const [changes, setChanges] = useState(0)
  const { status, since } = useApiStatus()
  const database = useComponentStatus('database')
  const now = useNow()
  useApiStatusEvent('changed', () => setChanges((count) => count + 1))
  return (
    <section>
      <h2>Panel ${edition} on React {version}</h2>
      <output>{status} since {since}, database {database}</output>
      <p>{changes} changes</p>
      <time>{now}</time>
      <input aria-label="Draft" value={draft} onChange={(event) => setDraft(event.target.value)} />
    </section>
  )
}
`

/** An app on a development server of its own. */
interface Workshop {
  readonly url: string
  readonly combination: Combination
  /** When each probe arrived. */
  readonly probes: readonly number[]
  /** What the back end says of its database. */
  database: 'healthy' | 'degraded'
  save(file: 'App.tsx' | 'Panel.tsx', content: string): Promise<void>
  close(): Promise<void>
}

async function openWorkshop(environment: NodeJS.ProcessEnv, firstApp: string): Promise<Workshop> {
  const combination = combinationOf(environment)
  // Inside of the project, so that the app finds the packages that the project has.
  await mkdir(join(projectRoot, '.tmp'), { recursive: true })
  const root = await mkdtemp(join(projectRoot, '.tmp/fast-refresh-'))
  const save = (file: string, content: string) => writeFile(join(root, file), content)
  await Promise.all([
    save('index.html', html),
    save('main.tsx', main),
    save('App.tsx', firstApp),
    save('Panel.tsx', panel(1)),
  ])

  const probes: number[] = []
  const backEnd: Plugin = {
    name: 'back-end',
    configureServer({ middlewares }) {
      middlewares.use('/api/health', (_request, response) => {
        probes.push(performance.now())
        response.setHeader('content-type', 'application/json')
        const status = workshop.database
        response.end(JSON.stringify({ status, components: { database: { status } } }))
      })
    },
  }
  const server = await createServer({
    configFile: false,
    root,
    cacheDir: join(root, '.vite'),
    logLevel: 'warn',
    plugins: [react({ compiler: compilerOptions(combination) }), backEnd],
    resolve: {
      alias: [
        ...Object.entries(aliasesOf(combination)).map(([find, replacement]) => ({ find, replacement })),
        { find: /^react-api-status$/, replacement: join(projectRoot, 'src/index.ts') },
        { find: /^react-api-status\/core$/, replacement: join(projectRoot, 'src/core.ts') },
      ],
    },
    // Found in the middle of a run, a package would reload the page.
    optimizeDeps: { include: ['react-dom/client', 'zustand', 'zustand/vanilla', 'idb-keyval'] },
    server: {
      host: '127.0.0.1',
      port: 0,
      fs: { allow: [projectRoot] },
      // Ours is what an app has installed: it does not change while the app is worked on.
      watch: { ignored: join(projectRoot, 'src/**') },
    },
  })
  await server.listen()
  const { port } = (server.httpServer as Server).address() as AddressInfo
  const workshop: Workshop = {
    url: `http://127.0.0.1:${port}/`,
    combination,
    probes,
    database: 'healthy',
    save,
    async close() {
      await server.close()
      await rm(root, { recursive: true, force: true })
    },
  }
  return workshop
}

/** What the page has going, counted from before its first script on. */
interface Going {
  /** The fewest at any time of a while: those that come and go are not meant. */
  readonly timers: number
  /** On window and document. */
  readonly listeners: number
  readonly channels: number
  readonly locks: number
}

declare global {
  interface Window {
    going(): Promise<Going>
    /** Gone after a reload. */
    isSamePage?: boolean
  }
}

/** Runs in the page, and sees nothing of what is around it here. */
function countWhatGoes(whileMs: number): void {
  const timers = new Set<number>()
  const { setTimeout: set, clearTimeout: clear } = window
  const countedSet = (run: () => void, ms?: number) => {
    const id = set(() => {
      timers.delete(id)
      run()
    }, ms)
    timers.add(id)
    return id
  }
  const countedClear = (id: number) => {
    timers.delete(id)
    clear(id)
  }

  const listeners: object[][] = []
  for (const target of [window, document]) {
    const { addEventListener: add, removeEventListener: remove } = target
    const held: { type: string; listener: unknown }[] = []
    listeners.push(held)
    const find = (type: string, listener: unknown) =>
      held.findIndex((each) => each.type === type && each.listener === listener)
    Object.assign(target, {
      addEventListener(...[type, listener, options]: Parameters<typeof add>) {
        if (find(type, listener) < 0) held.push({ type, listener })
        add.call(target, type, listener, options)
      },
      removeEventListener(...[type, listener, options]: Parameters<typeof remove>) {
        if (find(type, listener) >= 0) held.splice(find(type, listener), 1)
        remove.call(target, type, listener, options)
      },
    })
  }

  const channels = new Set<BroadcastChannel>()
  class CountedChannel extends BroadcastChannel {
    constructor(name: string) {
      super(name)
      channels.add(this)
    }
    override close(): void {
      channels.delete(this)
      super.close()
    }
  }

  Object.assign(window, {
    setTimeout: countedSet,
    clearTimeout: countedClear,
    BroadcastChannel: CountedChannel,
    async going(): Promise<Going> {
      let fewest = timers.size
      const end = performance.now() + whileMs
      while (performance.now() < end) {
        await new Promise((resolve) => set(resolve, 10))
        fewest = Math.min(fewest, timers.size)
      }
      const { held = [], pending = [] } = await navigator.locks.query()
      return {
        timers: fewest,
        listeners: listeners.flat().length,
        channels: channels.size,
        locks: held.length + pending.length,
      }
    },
  })
}

/** A page with the app, before anything of ours is mounted in it. */
async function openApp(page: Page, workshop: Workshop): Promise<Going> {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  await page.addInitScript(countWhatGoes, INTERVAL)
  await page.goto(workshop.url)
  await expect(page.getByRole('heading', { name: 'App 1' }), complaints.join('\n')).toBeVisible()
  await page.evaluate(() => void (window.isSamePage = true))
  return page.evaluate(() => window.going())
}

/** The shortest time between two of these arrivals. */
function shortestGap(arrivals: readonly number[]): number {
  return Math.min(...arrivals.slice(1).map((arrival, index) => arrival - (arrivals[index] ?? 0)))
}

/** Resolves after so many more probes. */
async function moreProbes(workshop: Workshop, count: number): Promise<void> {
  const { length } = workshop.probes
  await expect
    .poll(() => workshop.probes.length, { timeout: patience(20) })
    .toBeGreaterThanOrEqual(length + count)
}

for (const environment of [
  { REACT: '19', REACT_COMPILER: 'false' },
  { REACT: '19', REACT_COMPILER: 'true' },
  { REACT: '18', REACT_COMPILER: 'false' },
  { REACT: '18', REACT_COMPILER: 'true' },
]) {
  const compiled = environment.REACT_COMPILER === 'true' ? ', compiled' : ''

  test(`Fast Refresh of React ${environment.REACT}${compiled} keeps state, one poller and nothing else (R35, R38)`, async ({
    page,
    request,
  }) => {
    const workshop = await openWorkshop(environment, app(1))
    try {
      const { reactVersion, isCompiled } = workshop.combination
      const source = await (await request.get(`${workshop.url}Panel.tsx`)).text()
      expect(source.includes('compiler-runtime'), 'the compiler was there').toBe(isCompiled)

      const before = await openApp(page, workshop)
      const toggle = page.getByRole('button', { name: 'Open or close' })
      const shown = page.getByRole('status')
      await toggle.click()
      await expect(shown).toContainText('healthy since')
      await expect(page.getByText(`on React ${reactVersion}`)).toBeVisible()
      await page.getByLabel('Draft').fill('Kept')
      const told = await shown.textContent()
      const changes = Number.parseInt(await page.getByText('changes').innerText(), 10)
      const open = await page.evaluate(() => window.going())

      for (const edition of [2, 3]) {
        await workshop.save('Panel.tsx', panel(edition))
        await expect(
          page.getByRole('heading', { name: `Panel ${edition} on React ${reactVersion}` }),
        ).toBeVisible()
        await workshop.save('App.tsx', app(edition))
        await expect(page.getByRole('heading', { name: `App ${edition}` })).toBeVisible()
      }
      await moreProbes(workshop, 2)

      expect(await page.evaluate(() => window.isSamePage), 'the page was not reloaded').toBe(true)
      expect(await page.getByLabel('Draft').inputValue()).toBe('Kept')
      expect(await shown.textContent()).toBe(told)
      expect(shortestGap(workshop.probes)).toBeGreaterThan(SHORTEST_WAIT)
      const { timers: _, ...after } = await page.evaluate(() => window.going())
      expect(open).toMatchObject(after)

      const ticked = await page.locator('time').textContent()
      workshop.database = 'degraded'
      await expect(shown).toContainText('database degraded')
      await expect(page.getByText('changes')).toHaveText(`${changes + 1} changes`)
      await expect(page.locator('time')).not.toHaveText(String(ticked))

      await toggle.click()
      await expect(shown).toBeHidden()
      expect(await page.evaluate(() => window.going())).toEqual(before)
    } finally {
      await workshop.close()
    }
  })
}

test('Fast Refresh of the module that makes the monitor ends the one before (R35)', async ({ page }) => {
  const workshop = await openWorkshop({}, appWithMonitor(1))
  try {
    const before = await openApp(page, workshop)
    const toggle = page.getByRole('button', { name: 'Open or close' })
    const shown = page.getByRole('status')
    await toggle.click()
    await expect(shown).toContainText('healthy since')
    await page.getByLabel('Draft').fill('Kept')
    const { timers: _, ...open } = await page.evaluate(() => window.going())

    for (const edition of [2, 3]) {
      await workshop.save('App.tsx', appWithMonitor(edition))
      await expect(page.getByRole('heading', { name: `App ${edition}` })).toBeVisible()
    }
    await expect(shown).toContainText('healthy since')
    await moreProbes(workshop, 1)
    const settled = workshop.probes.length
    await moreProbes(workshop, 4)

    expect(await page.evaluate(() => window.isSamePage), 'the page was not reloaded').toBe(true)
    expect(await page.getByLabel('Draft').inputValue()).toBe('Kept')
    expect(shortestGap(workshop.probes.slice(settled))).toBeGreaterThan(SHORTEST_WAIT)
    expect(await page.evaluate(() => window.going())).toMatchObject(open)

    await toggle.click()
    await expect(shown).toBeHidden()
    expect(await page.evaluate(() => window.going())).toEqual(before)
  } finally {
    await workshop.close()
  }
})
