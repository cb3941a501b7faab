import { expect, test } from 'vitest'
import type { ClaimedJob, KeptUnderKey, QueueStore } from '../../../src/server.js'
import { memoryQueueStore } from '../../../src/server.js'
import { bookStore } from '../../../src/server/queue/memory/bookStore.js'
import { JobBook } from '../../../src/server/queue/memory/jobBook.js'
import type { JobEntry } from '../../../src/server/queue/memory/jobEntry.js'
import { expectLimits } from '../../../src/server/queue/memory/storeLimits.js'
import { FakeClock } from '../../../src/testing/fakeClock.js'
import { newJob } from './newJob.js'
import { seeded } from './seeded.js'

const LIMITS = expectLimits('test', { maxKeys: 5 })
const LEASE = 50

/** What can be told of a store from outside, by keys: two that have had the same story may give other ids. */
async function lookOf(store: QueueStore) {
  const letters = await store.deadLetters('q', { limit: 100 })
  return {
    counts: await store.counts('q'),
    dueIn: await store.dueIn('q'),
    dead: letters.map(({ key, attempts, error }) => `${key} ${attempts} ${error}`).toSorted(),
  }
}

/** Ids may differ. */
const told = ({ isNew, digest }: KeptUnderKey) => ({ isNew, digest })

/** One step of a story, the same for two stores, of which one may fail. */
function stepOf(random: () => number) {
  const kind = Math.floor(random() * 8)
  const key = `k${Math.floor(random() * 12)}`
  const lane = random() < 0.6 ? `l${Math.floor(random() * 3)}` : undefined
  const data = random() < 0.2 ? '2' : '1'
  const delayMs = random() < 0.3 ? Math.floor(random() * 100) : 0
  const pick = random()
  return async (store: QueueStore, claims: ClaimedJob[]): Promise<unknown> => {
    const claimed = claims[Math.floor(pick * claims.length)]
    const dead = await store.deadLetters('q', { limit: 100 })
    const keyOfDead = dead.map((letter) => letter.key).toSorted()[Math.floor(pick * dead.length)]
    const id = dead.find((letter) => letter.key === keyOfDead)?.id ?? 'none'
    switch (kind) {
      case 0:
      case 1:
        return told(await store.add(newJob({ queue: 'q', key, orderBy: lane, data, delayMs })))
      case 2: {
        const taken = await store.claim({ queue: 'q', limit: 2, leaseMs: LEASE })
        claims.push(...taken)
        return taken.map((each) => [each.key, each.attempts])
      }
      case 3:
        return claimed && store.complete(claimed)
      case 4:
        return claimed && store.release(claimed, { delayMs, ...(pick < 0.5 && { error: 'no' }) })
      case 5:
        return claimed && store.bury(claimed, 'never')
      case 6:
        return store.retry('q', id)
      default:
        return claimed ? store.renew(claimed, LEASE) : store.discard('q', id)
    }
  }
}

test.each(Array.from({ length: 40 }, (_, seed) => seed))(
  'a book whose entries can not always be kept is as one that was never asked, story %i',
  async (seed) => {
    const random = seeded(seed)
    const clock = new FakeClock()
    const kept: JobEntry[] = []
    let fails = false
    const book = new JobBook(clock, LIMITS)
    const store = bookStore(async () => ({
      book,
      async keep(entries) {
        if (fails) throw new Error('ENOSPC')
        kept.push(...entries)
      },
      close: async () => {},
    }))
    const reference = memoryQueueStore({ clock, maxKeys: 5 })
    const claims: ClaimedJob[] = []
    const sameClaims: ClaimedJob[] = []
    for (let i = 0; i < 100; i++) {
      // The first is kept alone, those that come meanwhile together.
      const steps = [stepOf(random), stepOf(random), stepOf(random)]
      fails = random() < 0.3
      const before = kept.length
      const outcomes = await Promise.all(
        steps.map((step) => step(store, claims).catch((error: Error) => error.message)),
      )
      expect(kept.length === before || !fails).toBe(true)
      fails = false
      const done = steps.filter((_, at) => outcomes[at] !== 'ENOSPC')
      const same = await Promise.all(done.map((step) => step(reference, sameClaims)))
      expect(same, `step ${i}`).toEqual(outcomes.filter((outcome) => outcome !== 'ENOSPC'))
      expect(await lookOf(store), `after step ${i}`).toEqual(await lookOf(reference))
      if (random() < 0.3) await clock.advance(Math.floor(random() * 60))
    }

    const again = new JobBook(clock, LIMITS)
    for (const entry of kept) expect(again.apply(entry)).toBe(true)
    const rewritten = new JobBook(clock, LIMITS)
    for (const entry of again.snapshot()) expect(rewritten.apply(entry)).toBe(true)
    // Whatever was claimed is due again; so it is in the first once its leases are over.
    await clock.advance(1000)
    for (const one of [again, rewritten]) {
      const all = { queue: 'q', limit: 1000, leaseMs: LEASE }
      expect(one.counts('q').dead).toBe(book.counts('q').dead)
      expect(one.claim(all).map(({ key }) => key)).toEqual(
        (
          await reference.claim(all).then(async (claimed) => {
            for (const claim of claimed) await reference.release(claim, { delayMs: 0 })
            return claimed
          })
        ).map(({ key }) => key),
      )
    }
  },
)
