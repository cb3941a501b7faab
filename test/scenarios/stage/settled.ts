import { expect } from 'vitest'
import type { Orders } from '../load/buyer.js'
import type { OrdersStage } from './ordersStage.js'

/** Until what waited is done: backoffs of what was tried while something was down. */
const SETTLED = { timeout: 45_000, interval: 100 } as const
/** How many e-mails the desk sends at the same time: those that an interruption may find half done. */
const MAILS_AT_ONCE = 4

/**
 * In the end what was accepted and what was done is the same: nothing is lost, and nothing is there twice. What was given
 * up may have been done or not, but then its confirmation with it.
 *
 * @param interruptions How often a process was stopped in the middle of its work.
 */
export async function expectAllDone(
  stage: OrdersStage,
  { accepted, unknown }: Orders,
  interruptions: number,
): Promise<void> {
  await expect.poll(() => stage.jobsLeft(), SETTLED).toBe(0)
  const kept = await stage.keptOrders()
  expect(kept.filter((key) => !unknown.includes(key))).toEqual(accepted)
  const { subjects, suppressed } = stage.mail.read()
  expect(subjects.toSorted()).toEqual(kept)
  // One more than was meant to: a machine that stands still for long is an interruption too.
  expect(suppressed).toBeLessThanOrEqual(MAILS_AT_ONCE * (interruptions + 1))
}
