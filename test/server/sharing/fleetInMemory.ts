import type { BreakerStore, FleetMember, SharedBreaker } from '../../../src/core.js'
import { consecutiveFailures, sharedBreaker } from '../../../src/core.js'
import type { Permit } from '../../../src/resilience/permit.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import type { Clock } from '../../../src/time/clock.js'
import type { Passage, Way } from './redisInMemory.js'
import { RedisInMemory } from './redisInMemory.js'
import { storeInMemory } from './storeInMemory.js'

export const SIZE = 4
const RESET = 2000
const TRIPS_AT = 2
const HOUR = 3_600_000
const LOOK_EVERY = 50
/** Who has lost the server often wants to see it in order for so long. */
const BACK_WITHIN = 75_000

/** What may happen; `who` is one of the fleet. */
export type Happening =
  | { readonly what: 'call' | 'restart' | 'alive' | 'hand' | 'leave'; readonly who: number }
  | { readonly what: 'end'; readonly who: number; readonly how: 'succeed' | 'fail' | 'release' }
  | { readonly what: 'way'; readonly who: number; readonly is: WayKind }
  | { readonly what: 'wait'; readonly ms: number }
  | { readonly what: 'flush' }

/** How the way of a process is. What is not heard, or whose answer is lost, is so for some of its words. */
const WAYS = {
  good: { ms: 2, of: 0, fate: 'answered', news: true },
  wavering: { ms: 290, of: 20, fate: 'answered', news: true },
  slow: { ms: 4000, of: 0, fate: 'answered', news: true },
  deaf: { ms: 2, of: 0, fate: 'answered', news: false },
  lossy: { ms: 20, of: 3, fate: 'answer lost', news: false },
  cut: { ms: 1, of: 1, fate: 'not heard', news: false },
} as const
type WayKind = keyof typeof WAYS

/** By turns, so that a story that fails is told again in the same way. */
class ChangingWay implements Way {
  kind: WayKind = 'good'
  #words = 0

  passage(): Passage {
    const { ms, of, fate } = WAYS[this.kind]
    const word = this.#words++
    const halfMs = (ms + (this.kind === 'wavering' ? (word * 7) % of : 0)) / 2
    const isLost = fate !== 'answered' && word % of === 0
    return { thereMs: halfMs, backMs: halfMs, fate: isLost ? fate : 'answered' }
  }

  newsMs(): number | null {
    const { ms, news } = WAYS[this.kind]
    return news ? ms / 2 : null
  }
}

/** A breaker, its process, and what it knows of the fleet. */
interface Node {
  readonly clock: Clock
  readonly way: ChangingWay
  readonly store: BreakerStore
  breaker: SharedBreaker
  hasLeft: boolean
  calls: Permit[]
  known: { isConnected: boolean; epoch: number }
}

/** Processes on one Redis, each with a way of its own, and clocks that are hours apart. */
export class FleetInMemory {
  readonly clock = new FakeClock()
  readonly redis = new RedisInMemory(this.clock)
  nodes: Node[] = []
  /** At any moment that was looked at, of those that know what is so. */
  mostFindingOut = 0
  readonly #quorum: number

  constructor(quorum: number) {
    this.#quorum = quorum
  }

  async begin(): Promise<void> {
    const make = async (_: unknown, index: number): Promise<Node> => {
      const clock = skewed(this.clock, (index - 1) * HOUR)
      const way = new ChangingWay()
      const known = { isConnected: false, epoch: 0 }
      const store = watching(await storeInMemory(this.redis, clock, { way }), known)
      return { clock, way, store, hasLeft: false, calls: [], known, breaker: this.#breakerOn(store, clock) }
    }
    this.nodes = await Promise.all(Array.from({ length: SIZE }, make))
    await this.clock.advance(10)
  }

  get isOpen(): boolean {
    return this.redis.fleet('payments').isOpen
  }

  /** Of those that know what is so: how many find out. */
  #findingOut(): number {
    const { epoch, isOpen } = this.redis.fleet('payments')
    const knowing = this.nodes.filter(({ known }) => isOpen && known.isConnected && known.epoch === epoch)
    return knowing.filter(({ breaker }) => breaker.state.kind === 'half-open').length
  }

  get kinds(): string[] {
    return this.nodes.map(({ breaker }) => breaker.state.kind)
  }

  async happens(happening: Happening): Promise<void> {
    if (happening.what === 'wait') return this.#wait(happening.ms)
    if (happening.what === 'flush') return this.redis.flush()
    const node = this.nodes[happening.who]!
    switch (happening.what) {
      case 'call': {
        const permit = node.breaker.acquire()
        if (permit) node.calls.push(permit)
        break
      }
      case 'end':
        node.calls.shift()?.[happening.how]()
        break
      case 'way':
        node.way.kind = happening.is
        break
      case 'alive':
        node.breaker.halfOpen()
        break
      case 'hand':
        node.breaker.reset()
        break
      case 'leave':
        node.breaker.leave()
        node.hasLeft = true
        node.known.isConnected = false
        break
      case 'restart':
        node.breaker.leave()
        node.calls = []
        node.hasLeft = false
        Object.assign(node.known, { isConnected: false, epoch: 0 })
        node.breaker = this.#breakerOn(node.store, node.clock)
    }
  }

  look(): void {
    this.mostFindingOut = Math.max(this.mostFindingOut, this.#findingOut())
  }

  /** In steps, so that nothing passes unseen. */
  async #wait(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= LOOK_EVERY) {
      await this.clock.advance(Math.min(left, LOOK_EVERY))
      this.look()
    }
  }

  /** All is calm: all take part, all ways are good, and each has a call now and then, which ends like that. */
  async calm(how: 'succeed' | 'fail'): Promise<void> {
    for (const node of this.nodes) {
      node.calls.splice(0).forEach((permit) => permit.release())
      node.way.kind = 'good'
      if (node.hasLeft) await this.happens({ what: 'restart', who: this.nodes.indexOf(node) })
    }
    await this.clock.advance(BACK_WITHIN)
    for (let call = 0; call < 12 * SIZE; call++) {
      await this.clock.advance(700)
      this.nodes[call % SIZE]!.breaker.acquire()?.[how]()
    }
    await this.clock.advance(100)
  }

  end(): void {
    for (const { breaker } of this.nodes) breaker.leave()
  }

  #breakerOn(store: BreakerStore, clock: Clock): SharedBreaker {
    return sharedBreaker({
      name: 'payments',
      store,
      quorum: this.#quorum,
      clock,
      random: () => 0,
      tripAfter: consecutiveFailures(TRIPS_AT),
      resetAfter: RESET,
    })
  }
}

function skewed(clock: Clock, ms: number): Clock {
  return {
    now: () => clock.now() + ms,
    wallNow: () => clock.wallNow() + ms,
    setTimeout: (callback, delayMs) => clock.setTimeout(callback, delayMs),
    clearTimeout: (timer) => clock.clearTimeout(timer),
  }
}

/** `store`, and what it tells, written into `known`. */
function watching(store: BreakerStore, known: Node['known']): BreakerStore {
  return {
    join(name, quorum, member) {
      const watched: FleetMember = {
        onFleet(state) {
          known.epoch = state.epoch
          member.onFleet(state)
        },
        onConnected(isConnected) {
          known.isConnected = isConnected
          member.onConnected(isConnected)
        },
        onTrial: (trial) => member.onTrial(trial),
        onTrialWanted: () => member.onTrialWanted(),
        onTrialLost: () => member.onTrialLost(),
      }
      return store.join(name, quorum, watched)
    },
  }
}
