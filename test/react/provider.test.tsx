import { act, cleanup, render, screen } from '@testing-library/react'
import { Profiler, StrictMode } from 'react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { Monitor } from '../../src/monitor/monitor.js'
import type { ApiStatus } from '../../src/react/apiStatus.js'
import { ApiStatusProvider } from '../../src/react/ApiStatusProvider.js'
import { useApiStatus } from '../../src/react/useApiStatus.js'
import { useApiStatusEvent } from '../../src/react/useApiStatusEvent.js'
import { useComponentStatus } from '../../src/react/useComponentStatus.js'
import { useMonitor } from '../../src/react/useMonitor.js'
import { useNow } from '../../src/react/useNow.js'
import { FakeClock } from '../../src/testing/fakeClock.js'
import type { FakeEnvironment } from '../../src/testing/fakeEnvironment.js'
import { fakeEnvironment } from '../../src/testing/fakeEnvironment.js'
import { fakeMonitor } from '../../src/testing/fakeMonitor.js'

afterEach(cleanup)

const pass = (world: FakeEnvironment, ms: number) => act(() => world.clock.advance(ms))

function Status() {
  return <p role="status">{useApiStatus(({ status }) => status)}</p>
}
const shown = () => screen.getByRole('status').textContent

/** Shows children and counts their renders. */
function counted(children: ReactNode): { readonly element: ReactNode; renders(): number } {
  let renders = 0
  return {
    element: (
      <Profiler id="counted" onRender={() => renders++}>
        {children}
      </Profiler>
    ),
    renders: () => renders,
  }
}

describe('ApiStatusProvider', () => {
  it('runs a monitor of its own while it is mounted (R35)', async () => {
    const world = fakeEnvironment()
    const { unmount } = render(
      <ApiStatusProvider environment={world}>
        <Status />
      </ApiStatusProvider>,
    )
    expect(shown()).toBe('checking')
    await pass(world, 0)
    expect(shown()).toBe('healthy')
    unmount()
    expect(world.clock.pendingTimers).toBe(0)
    expect(world.listeners).toBe(0)
    await pass(world, 600_000)
    expect(world.endpoint.requests).toHaveLength(1)
  })

  it('is one poller and one first request in StrictMode, and leaves nothing behind (R35)', async () => {
    const world = fakeEnvironment()
    const { unmount } = render(
      <StrictMode>
        <ApiStatusProvider environment={world} interval={10_000}>
          <Status />
        </ApiStatusProvider>
      </StrictMode>,
    )
    await pass(world, 0)
    expect(world.endpoint.requests).toHaveLength(1)
    await pass(world, 11_001)
    expect(world.endpoint.requests).toHaveLength(2)
    unmount()
    expect([world.clock.pendingTimers, world.listeners, world.endpoint.open]).toEqual([0, 0, 0])
  })

  it('is one poller again whenever it is put back, and leaves nothing behind when it is taken away (R35)', async () => {
    const world = fakeEnvironment()
    const app = (isThere: boolean) => isThere && <ApiStatusProvider environment={world} interval={10_000} />
    const { rerender } = render(app(false))
    for (let round = 1; round <= 3; round++) {
      const before = world.endpoint.requests.length
      rerender(app(true))
      await pass(world, 0)
      await pass(world, 11_001)
      expect(world.endpoint.requests.length - before).toBe(2)
      rerender(app(false))
      expect([world.clock.pendingTimers, world.listeners, world.endpoint.open]).toEqual([0, 0, 0])
    }
  })

  it('carries a monitor that was made elsewhere, and starts and stops it', () => {
    const monitor = fakeMonitor({ snapshot: { status: 'degraded', cause: 'reported' } })
    const { unmount } = render(
      <ApiStatusProvider monitor={monitor}>
        <Status />
      </ApiStatusProvider>,
    )
    expect(shown()).toBe('degraded')
    expect(monitor.starts).toBe(1)
    unmount()
    expect(monitor.starts).toBe(0)
  })

  it('makes another monitor for another url or storage key, and ends the one before', async () => {
    const world = fakeEnvironment()
    const seen = new Set<Monitor>()
    function Collect() {
      seen.add(useMonitor())
      return null
    }
    const app = (props: { url: string; storageKey?: string }) => (
      <ApiStatusProvider environment={world} {...props}>
        <Collect />
      </ApiStatusProvider>
    )
    const { rerender } = render(app({ url: '/one' }))
    await pass(world, 0)
    rerender(app({ url: '/one' }))
    expect(seen.size).toBe(1)
    rerender(app({ url: '/two' }))
    await pass(world, 0)
    rerender(app({ url: '/two', storageKey: 'ada' }))
    await pass(world, 0)
    expect(seen.size).toBe(3)
    expect(world.endpoint.requests.map(({ url }) => new URL(url).pathname)).toEqual(['/one', '/two', '/two'])
    expect(world.listeners).toBe(2)
  })

  it('calls the newest callbacks, and warns once of any other option that changes', async () => {
    const world = fakeEnvironment()
    const warnings: string[] = []
    const logger = { warn: (message: string) => warnings.push(message), error: () => {} }
    const app = (token: string, interval: number) => (
      <ApiStatusProvider
        environment={world}
        interval={interval}
        logger={logger}
        headers={() => ({ authorization: token })}
        read={() => null}
        fetch={(input, init) => world.endpoint.fetch(input, init)}
      />
    )
    const { rerender } = render(app('a', 10_000))
    await pass(world, 0)
    rerender(app('b', 10_000))
    expect(warnings).toEqual([])
    await pass(world, 11_000)
    rerender(app('b', 20_000))
    rerender(app('b', 30_000))
    expect(world.endpoint.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['a', 'b'])
    expect(warnings).toEqual([expect.stringMatching(/`interval`.*no effect.*`key`/)])
  })

  it('stops sending the headers of whoever has logged out, and begins to send those of whoever logs in', async () => {
    const world = fakeEnvironment()
    const app = (user?: string) => (
      <ApiStatusProvider
        environment={world}
        interval={10_000}
        headers={user ? () => ({ authorization: user }) : undefined}
      />
    )
    const { rerender } = render(app())
    await pass(world, 0)
    for (const user of ['ada', undefined, 'bob']) {
      rerender(app(user))
      await pass(world, 11_001)
    }
    expect(world.endpoint.requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      null,
      'ada',
      null,
      'bob',
    ])
  })

  it('says so at once when an option is wrong', () => {
    expect(() => render(<ApiStatusProvider interval={5} />)).toThrow(
      /`interval`: expected .*\b1000\b.*, got 5/,
    )
  })

  it('is named by hooks that are used outside of it', () => {
    expect(() => render(<Status />)).toThrow(/no monitor here.*Wrap the app.*<ApiStatusProvider/)
  })
})

describe('useApiStatus', () => {
  it('gives the whole, and a check that stays the same', async () => {
    const world = fakeEnvironment()
    world.endpoint.report({
      readOnly: true,
      components: { database: { status: 'degraded', impact: ['orders'] } },
      service: { name: 'orders', buildId: 'b7' },
    })
    const seen: ApiStatus[] = []
    function Whole() {
      seen.push(useApiStatus())
      return null
    }
    render(
      <ApiStatusProvider environment={world}>
        <Whole />
      </ApiStatusProvider>,
    )
    await pass(world, 0)
    const whole = seen.at(-1)
    expect(whole).toMatchObject({
      status: 'degraded',
      cause: 'read-only',
      isOnline: true,
      isDegraded: true,
      isStale: false,
      isReadOnly: true,
      affected: ['database'],
      components: { database: { status: 'degraded', critical: true, impact: ['orders'] } },
      buildId: 'b7',
      source: 'live',
      device: 'online',
      backend: 'reachable',
      breaker: { state: 'closed' },
      storage: 'persistent',
      maintenance: [],
    })
    expect(whole?.lastChecked).toBe(world.clock.wallNow())
    expect(whole?.reportAt).toBe(whole?.lastChecked)
    expect(whole?.nextCheckAt).toBeGreaterThan(world.clock.wallNow())
    expect(whole?.check).toBe(seen[0]?.check)
  })

  it('renders once a poll as a whole, and a selector only when its part changes (R37)', async () => {
    const world = fakeEnvironment()
    const Whole = () => <i>{useApiStatus().lastChecked}</i>
    const Part = () => <b>{useApiStatus(({ components }) => Object.keys(components).join())}</b>
    const whole = counted(<Whole />)
    const part = counted(<Part />)
    const database = counted(<Database />)
    function Database() {
      return <u>{useComponentStatus('database')}</u>
    }
    world.endpoint.report({ components: { database: 'healthy' } })
    render(
      <ApiStatusProvider environment={world} interval={10_000}>
        {whole.element}
        {part.element}
        {database.element}
      </ApiStatusProvider>,
    )
    await pass(world, 0)
    const before = [part.renders(), database.renders()]
    const wholeBefore = whole.renders()
    const requestsBefore = world.endpoint.requests.length
    for (let poll = 0; poll < 5; poll++) await pass(world, 11_000)
    expect(world.endpoint.requests.length).toBeGreaterThanOrEqual(5)
    expect([part.renders(), database.renders()]).toEqual(before)
    expect(whole.renders() - wholeBefore).toBe(world.endpoint.requests.length - requestsBefore)
    world.endpoint.report({ components: { database: 'degraded' } })
    await pass(world, 11_000)
    expect(database.renders()).toBe((before[1] ?? 0) + 1)
  })
})

describe('useComponentStatus', () => {
  it('is unknown for what no report names, whatever its name', () => {
    function Component({ name }: { readonly name: string }) {
      return <i role="status">{useComponentStatus(name)}</i>
    }
    render(
      <ApiStatusProvider monitor={fakeMonitor({ snapshot: { report: { components: { db: 'healthy' } } } })}>
        <Component name="missing" />
        <Component name="constructor" />
        <Component name="__proto__" />
        <Component name="db" />
      </ApiStatusProvider>,
    )
    const statuses = screen.getAllByRole('status').map(({ textContent }) => textContent)
    expect(statuses).toEqual(['unknown', 'unknown', 'unknown', 'healthy'])
  })
})

describe('useApiStatusEvent', () => {
  it('calls the newest handler while mounted', () => {
    const monitor = fakeMonitor({ snapshot: { status: 'unhealthy', cause: 'timeout', source: 'live' } })
    const told: string[] = []
    function Listener({ name }: { readonly name: string }) {
      useApiStatusEvent('recovered', ({ previous }) => told.push(`${name}: ${previous.status}`))
      return null
    }
    const app = (name: string) => (
      <ApiStatusProvider monitor={monitor}>
        <Listener name={name} />
      </ApiStatusProvider>
    )
    const { rerender, unmount } = render(app('first'))
    rerender(app('second'))
    const recover = () => {
      monitor.set({ snapshot: { status: 'unhealthy', cause: 'timeout' } })
      monitor.set({ snapshot: { status: 'healthy', cause: null } })
    }
    act(recover)
    unmount()
    recover()
    expect(told).toEqual(['second: unhealthy'])
  })
})

describe('useNow', () => {
  it('ticks while mounted, and only what uses it (R37)', async () => {
    const clock = new FakeClock(1000)
    const monitor = fakeMonitor({ clock })
    const Now = () => <p role="status">{useNow(1000)}</p>
    const beside = counted(<Status />)
    const { unmount } = render(
      <ApiStatusProvider monitor={monitor}>
        <Now />
        <Profiler id="beside" onRender={() => {}}>
          {beside.element}
        </Profiler>
      </ApiStatusProvider>,
    )
    const before = beside.renders()
    const now = () => screen.getAllByRole('status')[0]?.textContent
    expect(now()).toBe('1000')
    await act(() => clock.advance(3000))
    expect(now()).toBe('4000')
    await act(() => clock.sleep(3_600_000))
    expect(now()).toBe('3604000')
    expect(beside.renders()).toBe(before)
    unmount()
    expect(clock.pendingTimers).toBe(0)
  })
})

describe('a monitor outside of React', () => {
  it('keeps running as long as anyone has started it', async () => {
    const world = fakeEnvironment()
    const monitor = createMonitor(world, { interval: 10_000 })
    const stop = monitor.start()
    const { unmount } = render(<ApiStatusProvider monitor={monitor} />)
    await pass(world, 0)
    unmount()
    await pass(world, 11_000)
    expect(world.endpoint.requests).toHaveLength(2)
    stop()
    expect(world.clock.pendingTimers).toBe(0)
  })
})
