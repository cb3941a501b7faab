import type { PageSignal } from '../monitor/environment.js'
import { sharedTabs } from '../monitor/sharedTabs.js'
import type { TabChannel, TabLocks } from '../monitor/tabPlatform.js'
import { memoryStorage } from '../storage/memoryStorage.js'
import type { StatusStorage } from '../storage/storage.js'
import type { Clock, Timer } from '../time/clock.js'
import { FakeClock } from './fakeClock.js'
import type { FakeEndpoint } from './fakeEndpoint.js'
import { fakeEndpoint } from './fakeEndpoint.js'
import type { FakeEnvironment } from './fakeEnvironment.js'
import { fakeEnvironment } from './fakeEnvironment.js'

/** A browser by hand, with tabs that share locks, channels, storage, a clock and a back end. */
export interface FakeBrowser {
  readonly clock: FakeClock
  readonly endpoint: FakeEndpoint
  readonly storage: StatusStorage
  /** How many locks are held or waited for, and how many channels are open. */
  readonly held: number
  openTab(options?: { readonly isVisible?: boolean }): FakeTab
  /** Says something on every channel, as a stranger of the same origin may. */
  say(message: unknown): void
}

/** What is special about a browser. */
export interface FakeBrowserOptions {
  /** @default one of its own */
  readonly clock?: FakeClock
  /**
   * How long a message on a channel takes, in milliseconds. Locks take none: with a delay, word of a lock comes before
   * what its last holder said, as it may in a real browser.
   *
   * @default 0
   */
  readonly channelDelay?: number
}

/** One tab: an environment with switches. */
export interface FakeTab extends Omit<FakeEnvironment, 'clock'> {
  readonly clock: Clock
  /** From now on nothing runs in it, and nothing reaches it: it hangs, or is frozen without a word. */
  hang(): void
  /** What it missed happens now, in order. */
  goOn(): void
  /** It is gone, and its locks and channels with it. */
  close(): void
  /** How many requests it has sent. */
  readonly requests: number
}

interface Request {
  readonly owner: object
  grant(): void
  lose(): void
}

/** A browser without tabs, with a healthy back end. */
export function fakeBrowser(options: FakeBrowserOptions = {}): FakeBrowser {
  const { clock = new FakeClock(), channelDelay = 0 } = options
  const endpoint = fakeEndpoint()
  const storage = memoryStorage()
  /** By name: the first holds the lock, the others wait. */
  const queues = new Map<string, Request[]>()
  const channels = new Set<{ readonly name: string; deliver(data: unknown): void }>()
  let seed = 1

  const queueOf = (name: string) => {
    const queue = queues.get(name) ?? []
    queues.set(name, queue)
    return queue
  }
  const leave = (queue: Request[], request: Request) => {
    const at = queue.indexOf(request)
    if (at >= 0) queue.splice(at, 1)
    if (at === 0) queue[0]?.grant()
  }

  const openTab: FakeBrowser['openTab'] = ({ isVisible = true } = {}) => {
    const owner = {}
    let isClosed = false
    let missed: (() => void)[] | null = null
    const run = (work: () => void) => {
      if (isClosed) return
      if (missed) missed.push(work)
      else work()
    }
    const later = (work: () => void) => void Promise.resolve().then(() => run(work))
    const own = new Set<{ readonly name: string; deliver(data: unknown): void }>()
    let requests = 0
    const timers = new Set<Timer>()

    const locks: TabLocks = {
      request: (name, { signal, steal, ifAvailable }, hold) =>
        new Promise((resolve, reject) => {
          const queue = queueOf(name)
          const request: Request = {
            owner,
            grant: () =>
              later(() => {
                if (queue[0] !== request) return
                void Promise.resolve(hold({ name })).then(() => {
                  leave(queue, request)
                  resolve(undefined)
                })
              }),
            lose: () => later(() => reject(new DOMException('The lock was stolen.', 'AbortError'))),
          }
          if (ifAvailable && queue.length > 0) {
            return later(() => void Promise.resolve(hold(null)).then(resolve))
          }
          signal?.addEventListener('abort', () => {
            if (queue[0] === request) return
            leave(queue, request)
            reject(signal.reason as Error)
          })
          if (steal) queue.splice(0, 1, request)[0]?.lose()
          else queue.push(request)
          if (queue[0] === request) request.grant()
        }),
    }
    const open = (name: string): TabChannel => {
      const channel: TabChannel = {
        onmessage: null,
        postMessage(message) {
          const data = structuredClone(message)
          for (const other of channels) if (other !== seat && other.name === name) other.deliver(data)
        },
        close: () => {
          channels.delete(seat)
          own.delete(seat)
        },
      }
      const seat = {
        name,
        deliver(data: unknown) {
          const arrive = () => {
            if (channels.has(seat)) channel.onmessage?.(new MessageEvent('message', { data }))
          }
          if (channelDelay > 0) clock.setTimeout(() => run(arrive), channelDelay)
          else later(arrive)
        },
      }
      channels.add(seat)
      own.add(seat)
      return channel
    }
    const tabs = sharedTabs({ locks: () => locks, channel: open })
    const world = fakeEnvironment({ clock, endpoint, storage, tabs, isVisible, seed: seed++ })
    const { setOnline, setVisible, signal } = world
    const tell = { setOnline, setVisible, signal }
    const controls = {
      clock: {
        now: () => clock.now(),
        wallNow: () => clock.wallNow(),
        setTimeout(callback: () => void, delay: number) {
          // One that came due while the tab hung can still be cleared before it runs.
          const timer = clock.setTimeout(() => run(() => timers.delete(timer) && callback()), delay)
          timers.add(timer)
          return timer
        },
        clearTimeout(timer: Timer) {
          timers.delete(timer)
          clock.clearTimeout(timer)
        },
      },
      fetch: ((input, init) => {
        requests++
        return new Promise((resolve, reject) => {
          endpoint.fetch(input, init).then(
            (response) => run(() => resolve(response)),
            (error: unknown) => run(() => reject(error)),
          )
        })
      }) satisfies typeof fetch,
      get requests() {
        return requests
      },
      // What the browser would tell a page that hangs, it tells it later.
      setOnline: (isOnline: boolean) => run(() => tell.setOnline(isOnline)),
      setVisible: (isShown: boolean) => run(() => tell.setVisible(isShown)),
      signal: (name: PageSignal) => run(() => tell.signal(name)),
      hang() {
        missed ??= []
      },
      goOn() {
        const work = missed ?? []
        missed = null
        for (const each of work) run(each)
      },
      close() {
        isClosed = true
        for (const seat of own) channels.delete(seat)
        for (const queue of queues.values()) {
          for (const request of [...queue]) if (request.owner === owner) leave(queue, request)
        }
      },
    }
    // With its getters, which a spread would read once.
    return Object.defineProperties(world, Object.getOwnPropertyDescriptors(controls)) as unknown as FakeTab
  }
  return {
    clock,
    endpoint,
    storage,
    get held() {
      return channels.size + [...queues.values()].reduce((sum, queue) => sum + queue.length, 0)
    },
    openTab,
    say: (message) => channels.forEach((channel) => channel.deliver(message)),
  }
}
