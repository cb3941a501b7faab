import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/monitor/createMonitor.js'
import type { Monitor } from '../../src/monitor/monitor.js'
import type { FakeBrowser, FakeTab } from '../../src/testing/fakeBrowser.js'
import { fakeBrowser } from '../../src/testing/fakeBrowser.js'
import { aReport } from '../../src/testing/reports.js'

type Conduct = 'healthy' | 'degraded' | 'unhealthy' | 'refuses' | 'hangs' | 'limits' | 'wants a login'

/** What becomes of a tab. `hang`: nothing runs in it any more, without a word. */
type Fate = 'show' | 'hide' | 'hang' | 'goOn' | 'freeze' | 'resume' | 'close' | 'restart'

/** `tab`: which of those that are open, counted round and round. Times are milliseconds. */
type Step =
  | { readonly do: 'wait' | 'sleep' | 'setWall'; readonly ms: number }
  | { readonly do: 'serve'; readonly conduct: Conduct }
  | { readonly do: 'open'; readonly isVisible: boolean }
  | { readonly do: 'online' | 'offline' }
  | { readonly do: Fate; readonly tab: number }
  | { readonly do: 'check' | 'forget' | 'call' | 'focus'; readonly tab: number }

const anyTab = fc.nat({ max: 11 })
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 200_000 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.integer({ min: 0, max: 9e6 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('setWall' as const), ms: fc.integer({ min: -9e9, max: 9e9 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('serve' as const),
      conduct: fc.constantFrom<Conduct>(
        'healthy',
        'degraded',
        'unhealthy',
        'refuses',
        'hangs',
        'limits',
        'wants a login',
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), isVisible: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('online' as const, 'offline' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom<Fate>('show', 'hide', 'hang', 'goOn', 'freeze', 'resume', 'close', 'restart'),
      tab: anyTab,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('check', 'forget', 'call', 'focus'), tab: anyTab }),
  },
)

const HEALTH = 'https://app.test/api/health'
const STORIES = 600
const MOST_TABS = 4
const TIMEOUT = 5000
/** How long the back end takes to answer. */
const LATENCY = 20
/** Two may lead, or probe, until the message comes that tells one of them better. */
const OVERLAP = 100
/** The longest wait, for whoever is turned away; how long its leader may then be missed; its successor's probe. */
const PATIENCE = 69_000 + (TIMEOUT + 15_000 + 250) + 2 * TIMEOUT
/**
 * All tabs together send at most so many probes for what has just happened (a user, evidence, a takeover, the first two
 * waits of an outage), and no more than one in each steady wait, the shortest of which is 0.85 × 30 s.
 */
const MOST_AT_ONCE = 6
const STEADY_WAIT = 25_500

interface Flight {
  readonly by: Actor
  readonly startedAt: number
  endedAt: number
}

/** One tab, and what is known of it from outside. */
interface Actor {
  readonly tab: FakeTab
  readonly monitor: Monitor
  stop: () => void
  isAwake: boolean
  isLeading: boolean
  /** When it last learned of another probe, on the clock that all share. */
  heardAt: number
  /** Checks that are still without an answer. */
  waiting: number
}

/** Tabs of one browser, what happens to them, and what they then do. */
class Story {
  readonly browser: FakeBrowser = fakeBrowser()
  readonly actors: Actor[] = []
  readonly flights: Flight[] = []
  /** What went against the promises of the tabs, in plain words. */
  readonly violations: string[] = []
  readonly #calls = new AbortController()
  #disturbedAt = 0
  #leadersSince: number | null = null

  constructor() {
    this.#serve('healthy')
  }

  async play(count: number, steps: readonly Step[]): Promise<void> {
    for (let index = 0; index < count; index++) this.#open(true)
    for (const step of steps) {
      const { flights } = this
      const before = flights.length
      const from = this.#now
      await this.#perform(step)
      this.#expectFewProbes(step.do, flights.length - before, this.#now - from)
      this.#expectNews()
    }
    await this.#wakeAll()
    await this.browser.clock.advance(PATIENCE + 1)
    this.#expectNews()
    for (const { waiting } of this.actors) if (waiting > 0) this.violations.push('a check never ends')
    this.#expectOneProbeAtATime()
  }

  /** Whatever is left when everybody has gone. */
  async end(): Promise<object> {
    this.#calls.abort()
    for (const actor of this.actors) actor.stop()
    await this.browser.clock.advance(LATENCY)
    return {
      timers: this.browser.clock.pendingTimers,
      locksAndChannels: this.browser.held,
      listeners: this.actors.reduce((sum, { tab }) => sum + tab.listeners, 0),
    }
  }

  get #now(): number {
    return this.browser.clock.now()
  }

  async #perform(step: Step): Promise<void> {
    const { clock } = this.browser
    switch (step.do) {
      case 'wait':
        return clock.advance(step.ms)
      case 'sleep':
        await clock.sleep(step.ms)
        this.#disturbedAt = this.#now
        return
      case 'setWall':
        return clock.setWallBy(step.ms)
      case 'serve':
        return this.#serve(step.conduct)
      case 'open':
        this.#disturbedAt = this.#now
        if (this.actors.length < MOST_TABS) this.#open(step.isVisible)
        break
      case 'online':
      case 'offline':
        for (const { tab } of this.actors) tab.setOnline(step.do === 'online')
        break
      case 'check':
      case 'forget':
      case 'call':
      case 'focus':
        this.#use(this.#actor(step.tab), step.do)
        break
      default:
        this.#disturbedAt = this.#now
        await this.#befall(this.#actor(step.tab), step.do)
    }
    await clock.advance(0)
  }

  /** Whoever looks at the page, or its own code, does something. In a tab that hangs nobody can. */
  #use(actor: Actor | undefined, what: 'check' | 'forget' | 'call' | 'focus'): void {
    if (!actor?.isAwake) return
    const { tab, monitor } = actor
    switch (what) {
      case 'check':
        actor.waiting++
        return void monitor.check().then(() => actor.waiting--)
      case 'forget':
        return void monitor.forget()
      case 'call':
        return void monitor.fetch('/api/orders', { signal: this.#calls.signal }).catch(() => {})
      case 'focus':
        return tab.signal('focus')
    }
  }

  /** Something happens to the page. To one that hangs, only its end or its awakening does. */
  async #befall(actor: Actor | undefined, what: Fate): Promise<void> {
    if (!actor) return
    const { tab, monitor, isAwake } = actor
    switch (what) {
      case 'goOn':
      case 'resume':
        return this.#wake(actor, what === 'resume')
      case 'close':
        this.actors.splice(this.actors.indexOf(actor), 1)
        tab.close()
        // Its timers are gone with it.
        actor.stop()
        return this.#setAwake(actor, false)
      case 'show':
      case 'hide':
        if (isAwake) tab.setVisible(what === 'show')
        return
      case 'freeze':
        if (isAwake) tab.signal('freeze')
        tab.hang()
        return this.#setAwake(actor, false)
      case 'hang':
        tab.hang()
        return this.#setAwake(actor, false)
      case 'restart':
        if (!isAwake) return
        // As in StrictMode.
        actor.stop()
        actor.stop = monitor.start()
    }
  }

  #actor(index: number): Actor | undefined {
    return this.actors[index % this.actors.length]
  }

  #open(isVisible: boolean): void {
    const tab = this.browser.openTab({ isVisible })
    const fetch: typeof globalThis.fetch = (input, init) => {
      const answer = tab.fetch(input, init)
      if (input === HEALTH) this.#track(actor, answer, init?.signal)
      return answer
    }
    const monitor = createMonitor(tab, { url: HEALTH, fetch, logger: { warn: () => {}, error: () => {} } })
    const actor: Actor = {
      tab,
      monitor,
      stop: () => {},
      isAwake: true,
      isLeading: false,
      heardAt: this.#now,
      waiting: 0,
    }
    this.actors.push(actor)
    monitor.on('leader', ({ isLeader }) => {
      actor.isLeading = isLeader
      this.#countLeaders()
    })
    let known: number | null = null
    monitor.subscribe(() => {
      const { lastChecked } = monitor.getTiming()
      if (lastChecked !== known) actor.heardAt = this.#now
      known = lastChecked
    })
    actor.stop = monitor.start()
  }

  #track(by: Actor, answer: Promise<unknown>, signal: AbortSignal | null | undefined): void {
    const flight: Flight = { by, startedAt: this.#now, endedAt: Infinity }
    const end = () => {
      flight.endedAt = Math.min(flight.endedAt, this.#now)
    }
    signal?.addEventListener('abort', end)
    answer.then(end, end)
    this.flights.push(flight)
  }

  #serve(conduct: Conduct): void {
    const respond = () =>
      new Promise<Response>((resolve, reject) => {
        if (conduct === 'hangs') return
        this.browser.clock.setTimeout(() => {
          const response = answerOf(conduct)
          if (response) resolve(response)
          else reject(new TypeError('Failed to fetch'))
        }, LATENCY)
      })
    this.browser.endpoint.answer({ kind: 'respond', respond })
  }

  #setAwake(actor: Actor, isAwake: boolean): void {
    actor.isAwake = isAwake
    // What hangs has been given up by the others, and may know nothing of it.
    for (const flight of this.flights)
      if (flight.by === actor) flight.endedAt = Math.min(flight.endedAt, this.#now)
    this.#countLeaders()
  }

  async #wake(actor: Actor, wasFrozen: boolean): Promise<void> {
    if (actor.isAwake) return
    this.#setAwake(actor, true)
    actor.tab.goOn()
    if (wasFrozen) actor.tab.signal('resume')
    await this.browser.clock.advance(0)
  }

  async #wakeAll(): Promise<void> {
    this.#disturbedAt = this.#now
    for (const actor of this.actors) {
      await this.#wake(actor, true)
      actor.tab.setVisible(true)
    }
  }

  #countLeaders(): void {
    const count = this.actors.filter(({ isAwake, isLeading }) => isAwake && isLeading).length
    if (count > 1) this.#leadersSince ??= this.#now
    else if (this.#leadersSince !== null) {
      if (this.#now - this.#leadersSince > OVERLAP) this.violations.push('two led')
      this.#leadersSince = null
    }
  }

  #expectNews(): void {
    if (this.#leadersSince !== null && this.#now - this.#leadersSince > OVERLAP)
      this.violations.push('two lead')
    for (const { tab, isAwake, heardAt } of this.actors) {
      if (!isAwake || !tab.visibility.isVisible()) continue
      if (this.#now - Math.max(heardAt, this.#disturbedAt) > PATIENCE) {
        this.violations.push('a tab that somebody looks at hears nothing')
      }
    }
  }

  #expectFewProbes(step: Step['do'], probes: number, ms: number): void {
    // However long a sleep was, there is one awakening.
    const most = MOST_AT_ONCE + (step === 'sleep' ? 0 : ms / STEADY_WAIT)
    if (probes > most) this.violations.push(`${probes} probes in ${ms} ms`)
  }

  #expectOneProbeAtATime(): void {
    for (const [index, one] of this.flights.entries()) {
      for (const other of this.flights.slice(index + 1)) {
        if (Math.min(one.endedAt, other.endedAt, this.#now) - other.startedAt > OVERLAP) {
          this.violations.push('two probes at a time')
        }
      }
    }
  }
}

/** `null`: none. */
function answerOf(conduct: Conduct): Response | null {
  switch (conduct) {
    case 'healthy':
      return Response.json(aReport())
    case 'degraded':
      return Response.json(aReport({ components: { search: { status: 'unhealthy', critical: false } } }))
    case 'unhealthy':
      return Response.json(aReport({ components: { database: 'unhealthy' } }), { status: 503 })
    case 'limits':
      return new Response(null, { status: 429 })
    case 'wants a login':
      return new Response(null, { status: 401 })
    default:
      return null
  }
}

describe('tabs, whatever happens to them', () => {
  it('have one leader and one probe at a time, leave nobody without news or an answer, and leave nothing behind (R14, R15, R34, R35)', async () => {
    const stories = fc.array(anyStep, { minLength: 5, maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: MOST_TABS }), stories, async (count, steps) => {
        const story = new Story()
        await story.play(count, steps)
        const left = await story.end()
        expect(story.violations).toEqual([])
        expect(left).toEqual({ timers: 0, locksAndChannels: 0, listeners: 0 })
      }),
      { numRuns: STORIES },
    )
  }, 60_000)
})
