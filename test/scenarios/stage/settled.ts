import { expect } from 'vitest'
import type { OrdersStage } from './ordersStage.js'

/** Until what waited is done: backoffs of what was tried while something was down. */
const SETTLED = { timeout: 45_000, interval: 200 } as const

/** In the end what was accepted and what was done is the same: nothing is lost, and nothing is there twice. */
export async function expectAllDone(stage: OrdersStage, accepted: readonly string[]): Promise<void> {
  await expect.poll(() => stage.keptOrders(), SETTLED).toEqual(accepted)
  await expect.poll(() => stage.mail.read().subjects.toSorted(), SETTLED).toEqual(accepted)
}
