import type { FleetAnswer } from '../../../src/server/sharing/fleetAnswer.js'
import type { FleetWord } from '../../../src/server/sharing/fleetScript.js'
import { LEASE_MS, MEMBER_MS } from '../../../src/server/sharing/fleetScript.js'
import type { IoredisScripts } from '../../../src/server/sharing/redisScripts.js'
import type { IoredisSubscriber } from '../../../src/server/sharing/redisSubscriber.js'
import type { Clock } from '../../../src/time/clock.js'

/** What becomes of a message. */
export interface Passage {
  readonly thereMs: number
  readonly backMs: number
  readonly fate: 'answered' | 'not heard' | 'answer lost'
}

/** The way of a process to the server and back. */
export interface Way {
  passage(): Passage
  /** How long news takes; `null` when it is lost. */
  newsMs(): number | null
}

/** A way on which nothing takes time, nor is lost. */
export const STRAIGHT: Way = {
  passage: () => ({ thereMs: 0, backMs: 0, fate: 'answered' }),
  newsMs: () => 0,
}

type Listener = (channel: string, message: string) => void

/**
 * A Redis of which the script alone is there, told again in this language: so that what happens between a fleet and its
 * server can be tried thousands of times, at any speed. Held to what the real one does by the same contract.
 */
export class RedisInMemory {
  readonly #clock: Clock
  #fleets = new Map<string, KeptFleet>()
  readonly #listeners = new Map<Listener, Way>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  client(way: Way = STRAIGHT): IoredisScripts {
    const pass = async (ms: number) => {
      if (ms > 0) await new Promise<void>((resolve) => void this.#clock.setTimeout(resolve, ms))
    }
    const run = async (...[, , ...rest]: [string, number, ...string[]]) => {
      const [key = '', , , , word = '', channel = ''] = rest
      const { thereMs, backMs, fate } = way.passage()
      await pass(thereMs)
      if (fate === 'not heard') throw new Error('Connection is closed.')
      const answer = this.#run(key, JSON.parse(word) as FleetWord, channel)
      await pass(backMs)
      if (fate === 'answer lost') throw new Error('Connection is closed.')
      return answer
    }
    return { evalsha: run, eval: run }
  }

  subscriber(way: Way = STRAIGHT): IoredisSubscriber {
    const done = () => Promise.resolve()
    return {
      subscribe: done,
      unsubscribe: done,
      on: (_, listener) => this.#listeners.set(listener, way),
      off: (_, listener) => this.#listeners.delete(listener),
    }
  }

  /** What the breakers of a name have agreed upon. */
  fleet(name: string): { readonly epoch: number; readonly isOpen: boolean; readonly openVotes: number } {
    const fleet = this.#fleets.get(`api-status:{breaker:${name}}`)
    return { epoch: fleet?.epoch ?? 0, isOpen: fleet?.isOpen === true, openVotes: fleet?.openVotes ?? 0 }
  }

  /** As one that was killed, and kept nothing. */
  flush(): void {
    this.#fleets = new Map()
  }

  #run(key: string, word: FleetWord, channel: string): string {
    let fleet = this.#fleets.get(key)
    if (!fleet) this.#fleets.set(key, (fleet = new KeptFleet(key)))
    const { answer, news } = fleet.hear(word, this.#clock.wallNow())
    if (news) this.#publish(channel, JSON.stringify(news))
    return JSON.stringify(answer)
  }

  #publish(channel: string, message: string): void {
    for (const [listener, way] of this.#listeners) {
      const ms = way.newsMs()
      if (ms !== null) this.#clock.setTimeout(() => listener(channel, message), ms)
    }
  }
}

class KeptFleet {
  readonly #key: string
  readonly #members = new Map<string, number>()
  readonly #votes = new Map<string, number>()
  epoch = 0
  #break: { readonly until: number; readonly attempt: number; readonly wait: number } | null = null
  #trial: { readonly holder: string; readonly token: string; until: number; wantedUntil: number } | null =
    null
  #trials = 0
  #succeeded = 0
  #failed = 0

  constructor(key: string) {
    this.#key = key
  }

  get isOpen(): boolean {
    return this.#break !== null
  }

  get openVotes(): number {
    return this.#votes.size
  }

  hear(me: FleetWord, now: number): { answer: FleetAnswer; news: FleetAnswer | null } {
    let isNews = false
    const enter = (opened?: FleetWord['vote']) => {
      this.epoch = Math.max(this.epoch + 1, now)
      this.#break = opened
        ? { until: Math.min(opened.until, now + opened.wait), attempt: opened.attempt, wait: opened.wait }
        : null
      this.#trial = null
      isNews = true
    }

    for (const known of [this.#members, this.#votes])
      for (const [id, until] of known) if (until <= now) known.delete(id)
    if (me.leaves) this.#members.delete(me.id)
    else this.#members.set(me.id, now + MEMBER_MS)

    if (this.#trial && this.#trial.until <= now) this.#trial = null
    if (this.#trial?.holder === me.id) {
      if (me.token !== this.#trial.token) {
        this.#trial = null
        isNews = true
      } else if (me.outcome === 'closed') {
        this.#votes.clear()
        enter()
      } else if (me.outcome === 'opened') enter(me.vote)
      else this.#trial.until = now + LEASE_MS
    }

    if (me.vote && (this.#break || me.vote.epoch >= this.epoch)) {
      this.#votes.set(me.id, now + MEMBER_MS)
      if (!this.#break && me.vote.until > now && this.#votes.size >= me.quorum) enter(me.vote)
    } else this.#votes.delete(me.id)

    if (me.wish && this.#break && me.wish.epoch === this.epoch && this.#trial?.holder !== me.id) {
      if (this.#trial) this.#trial.wantedUntil = now + LEASE_MS
      else if (me.wish.isAlive || now >= this.#break.until) {
        const token = `${this.epoch}-${++this.#trials}`
        this.#trial = { holder: me.id, token, until: now + LEASE_MS, wantedUntil: 0 }
      }
    }

    this.#succeeded += me.succeeded ?? 0
    this.#failed += me.failed ?? 0

    const { until = 0, attempt = 0, wait = 0 } = this.#break ?? {}
    const known = { key: this.#key, now, epoch: this.epoch, until, attempt, wait, isFree: !this.#trial }
    const trial = this.#trial?.holder === me.id ? this.#trial : null
    const counts = {
      succeeded: this.#succeeded,
      failed: this.#failed,
      openVotes: this.#votes.size,
      members: this.#members.size,
    }
    const answer = {
      ...known,
      ...(trial && { token: trial.token, isWanted: trial.wantedUntil > now }),
      ...(me.counts && { counts }),
    }
    return { answer, news: isNews ? known : null }
  }
}
