import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  BreakerStore,
  FleetLink,
  FleetState,
  OpenedBreak,
  Trial,
} from '../../../src/resilience/sharing/breakerStore.js'

/** A store to be tried out, and a way to it that no other test takes. */
export interface StoreOnTrial {
  /** Another way each time, as another process has it. */
  store(): BreakerStore
  /** Waits until `holds` does not throw any more. */
  until(holds: () => Promise<void> | void): Promise<void>
  /** Lets so much time pass, by the clock of the store. */
  pass(ms: number): Promise<void>
  end(): Promise<void>
}

/** Longer than any of these tests takes on a real clock. In milliseconds. */
const LONG = 60_000
const SHORT = 300
const breakOf = (waitMs: number, attempt = 1): OpenedBreak => ({ waitMs, remainingMs: waitMs, attempt })

/** One that takes part, and writes down what it is told. */
class Witness {
  readonly states: FleetState[] = []
  readonly trials: Trial[] = []
  wanted = 0
  lost = 0
  isConnected = false
  readonly link: FleetLink

  constructor(store: BreakerStore, name: string, quorum: number) {
    this.link = store.join(name, quorum, {
      onFleet: (state) => void this.states.push(state),
      onConnected: (isConnected) => void (this.isConnected = isConnected),
      onTrial: (trial) => void this.trials.push(trial),
      onTrialWanted: () => void this.wanted++,
      onTrialLost: () => void this.lost++,
    })
  }

  get state(): FleetState | undefined {
    return this.states.at(-1)
  }

  get epoch(): number {
    return this.state?.epoch ?? -1
  }

  get trial(): Trial {
    const trial = this.trials.at(-1)
    if (!trial) throw new Error('no trial was given')
    return trial
  }
}

/** What every store does for breakers, told of two or three that take part. `what` follows “a store”. */
export function describeStore(what: string, make: () => Promise<StoreOnTrial> | StoreOnTrial): void {
  let on: StoreOnTrial
  let witnesses: Witness[]
  beforeEach(async () => {
    on = await make()
    witnesses = []
  })
  afterEach(async () => {
    for (const { link } of witnesses) link.leave()
    await on.end()
  })

  const join = async (quorum = 1) => {
    const witness = new Witness(on.store(), 'payments', quorum)
    witnesses.push(witness)
    await on.until(() => expect(witness.state).toBeDefined())
    return witness
  }
  const all = (kind: FleetState['kind']) =>
    on.until(() => expect(witnesses.map(({ state }) => state?.kind)).toEqual(witnesses.map(() => kind)))
  /** Two of an open fleet. */
  const opened = async (waitMs: number) => {
    const one = await join()
    const other = await join()
    one.link.voteOpen(breakOf(waitMs))
    await all('open')
    return [one, other] as const
  }
  /** … of which the first has the trial. */
  const finding = async () => {
    const [one, other] = await opened(LONG)
    one.link.requestTrial(one.epoch, true)
    await on.until(() => expect(one.trials).toHaveLength(1))
    return [one, other] as const
  }

  describe(`a store ${what}`, () => {
    it('connects who joins, and tells that nothing was agreed upon', async () => {
      const one = await join()
      expect(one.isConnected).toBe(true)
      expect(one.states).toEqual([{ kind: 'closed', epoch: 0 }])
    })

    it('opens the fleet for what is left of the break of a quorum’s last voter (Q22)', async () => {
      const one = await join(2)
      const other = await join(2)
      one.link.voteOpen(breakOf(LONG))
      await on.until(async () => expect((await one.link.fleetCounts()).openVotes).toBe(1))
      expect(other.state?.kind).toBe('closed')
      other.link.voteOpen({ waitMs: LONG, remainingMs: LONG / 2, attempt: 3 })
      await all('open')
      const { state } = one
      expect(state).toMatchObject({ kind: 'open', attempt: 3, waitMs: LONG })
      // By a clock elsewhere it is known as exactly as an answer takes.
      expect(state?.kind === 'open' && state.remainingMs).toBeLessThanOrEqual(LONG / 2 + 10)
      expect(state?.kind === 'open' && state.remainingMs).toBeGreaterThan(LONG / 2 - 10_000)
    })

    it('does not change an open fleet for another vote (Q24)', async () => {
      const [one, other] = await opened(LONG)
      other.link.voteOpen(breakOf(2 * LONG))
      await on.until(async () => expect((await one.link.fleetCounts()).openVotes).toBe(2))
      const late = await join()
      expect(late.epoch).toBe(one.epoch)
      expect(late.state?.kind === 'open' && late.state.remainingMs).toBeLessThanOrEqual(LONG)
    })

    it('forgets a vote that is taken back, and that of who has left', async () => {
      const one = await join(2)
      const other = await join(2)
      one.link.voteOpen(breakOf(LONG))
      one.link.withdrawVote()
      const third = await join(2)
      third.link.voteOpen(breakOf(LONG))
      await on.until(async () => expect((await other.link.fleetCounts()).openVotes).toBe(1))
      third.link.leave()
      witnesses.splice(2)
      await on.until(async () => expect((await other.link.fleetCounts()).members).toBe(2))
      other.link.voteOpen(breakOf(LONG))
      await on.until(async () => expect((await one.link.fleetCounts()).openVotes).toBe(1))
      expect(one.state?.kind).toBe('closed')
    })

    it('gives the trial to one who asks when the wait is over, and not before (Q23)', async () => {
      const [one, other] = await opened(SHORT)
      const openedAt = one.epoch
      one.link.requestTrial(one.epoch, false)
      other.link.requestTrial(other.epoch, false)
      expect([...one.trials, ...other.trials]).toEqual([])
      await on.pass(SHORT)
      await on.until(() => expect(one.trials.length + other.trials.length).toBeGreaterThan(0))
      expect(one.trials.length + other.trials.length).toBe(1)
      expect([...one.trials, ...other.trials][0]?.epoch).toBe(openedAt)
    })

    it('gives it at once to who knows of life, and tells them who else wants it (Q23)', async () => {
      const [one, other] = await finding()
      other.link.requestTrial(other.epoch, true)
      await on.until(() => expect(one.wanted).toBeGreaterThan(0))
      expect(other.trials).toEqual([])
    })

    it('gives what was given back to who has asked, with another token', async () => {
      const [one, other] = await finding()
      other.link.requestTrial(other.epoch, true)
      await on.until(() => expect(one.wanted).toBeGreaterThan(0))
      one.link.withdrawTrial(one.trial)
      await on.until(() => expect(other.trials).toHaveLength(1))
      expect(other.trial.token).not.toBe(one.trial.token)
      // Who gave it back has not asked again.
      expect(one.trials).toHaveLength(1)
    })

    it('closes all when a trial ends so, and forgets their votes', async () => {
      const [one, other] = await finding()
      const before = other.epoch
      one.link.endTrial(one.trial, 'closed')
      await all('closed')
      expect(other.epoch).toBeGreaterThan(before)
      await expect(other.link.fleetCounts()).resolves.toMatchObject({ openVotes: 0 })
    })

    it('opens all anew when a trial ends so', async () => {
      const [one, other] = await finding()
      one.link.endTrial(one.trial, { opened: breakOf(2 * LONG, 2) })
      await on.until(() => expect(other.state).toMatchObject({ attempt: 2, waitMs: 2 * LONG }))
      expect(other.epoch).toBeGreaterThan(one.trial.epoch)
      await expect(other.link.fleetCounts()).resolves.toMatchObject({ openVotes: 1 })
    })

    it('does nothing for a trial that is another one’s by now (Q1)', async () => {
      const [one, other] = await finding()
      other.link.requestTrial(other.epoch, true)
      await on.until(() => expect(one.wanted).toBeGreaterThan(0))
      const { epoch } = one
      const told = one.states.length
      one.link.withdrawTrial(one.trial)
      await on.until(() => expect(other.trials).toHaveLength(1))
      one.link.endTrial(one.trial, 'closed')
      one.link.withdrawTrial(one.trial)
      other.link.endTrial(other.trial, { opened: breakOf(LONG, 2) })
      await on.until(() => expect(one.epoch).toBeGreaterThan(epoch))
      expect(one.states.slice(told).map(({ kind }) => kind)).toEqual(['open'])
    })

    it('gives no trial for what was asked in an epoch that is over', async () => {
      const [one, other] = await finding()
      other.link.requestTrial(other.epoch, true)
      await on.until(() => expect(one.wanted).toBeGreaterThan(0))
      one.link.endTrial(one.trial, { opened: breakOf(LONG, 2) })
      await on.until(() => expect(other.state).toMatchObject({ attempt: 2 }))
      one.link.requestTrial(one.epoch, true)
      await on.until(() => expect(one.trials).toHaveLength(2))
      expect(other.trials).toEqual([])
    })

    it('tells who joins an open fleet what is left, and changes nothing for the others (Q24)', async () => {
      const [one] = await opened(LONG)
      await on.pass(50)
      const told = one.states.length
      const late = await join()
      const { state } = late
      expect(state).toMatchObject({ kind: 'open', epoch: one.epoch, waitMs: LONG })
      expect(state?.kind === 'open' && state.remainingMs).toBeLessThanOrEqual(LONG - 40)
      expect(one.states).toHaveLength(told)
    })

    it('adds up the calls of all', async () => {
      const one = await join()
      const other = await join()
      one.link.report({ succeeded: 3, failed: 1 })
      other.link.report({ succeeded: 4, failed: 0 })
      await on.until(async () =>
        expect(await one.link.fleetCounts()).toEqual({ succeeded: 7, failed: 1, openVotes: 0, members: 2 }),
      )
    })

    it('keeps what belongs to another name apart', async () => {
      const one = await join()
      const other = new Witness(on.store(), 'search', 1)
      witnesses.push(other)
      await on.until(() => expect(other.state).toBeDefined())
      one.link.voteOpen(breakOf(LONG))
      await on.until(() => expect(one.state?.kind).toBe('open'))
      expect(other.states).toEqual([{ kind: 'closed', epoch: 0 }])
    })

    it('tells nothing more to who has left', async () => {
      const [one, other] = await opened(LONG)
      const told = other.states.length
      other.link.leave()
      witnesses.splice(1)
      one.link.requestTrial(one.epoch, true)
      await on.until(() => expect(one.trials).toHaveLength(1))
      one.link.endTrial(one.trial, 'closed')
      await all('closed')
      expect(other.states).toHaveLength(told)
    })
  })
}
