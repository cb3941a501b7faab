import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { seededRandom } from '../../src/testing/seededRandom.js'
import { customers } from './load/customers.js'
import type { CustomerHabits, Customers } from './load/customers.js'
import type { OrdersStage } from './stage/ordersStage.js'
import { ordersStage } from './stage/ordersStage.js'
import { expectAllDone } from './stage/settled.js'

const KILLS = 25
/** Without its database the desk takes a while to start. */
const KILLS_WITHOUT_DATABASE = 5
/** How long the desk lives at most once it has taken an order. */
const LONGEST_LIFE_MS = 300
/** Until it is up, and has found out about its database; a busy machine takes three times that. */
const TAKES_ORDERS_WITHIN_MS = 3 * 5000

let stage: OrdersStage
let people: Customers | undefined

beforeEach(async () => {
  people = undefined
  stage = await ordersStage()
  await stage.startAll()
}, 60_000)
afterEach(async () => {
  people?.vanish()
  await stage.close()
}, 60_000)

it(`keeps each order together with its confirmation, though it is killed at ${KILLS} random instants`, async () => {
  const kills = await killWhile({ readers: 0, buyers: 1, hastyBuyers: 3 }, 201, KILLS)
  await stage.desk.start()
  const orders = await people!.leave()
  expect(orders.accepted.length).toBeGreaterThan(kills)
  await expectAllDone(stage, orders, kills)
}, 180_000)

it('does the orders that were left with it while the database was down, though it is killed meanwhile', async () => {
  await stage.postgres.kill()
  const kills = await killWhile({ readers: 0, buyers: 0, patientBuyers: 4 }, 202, KILLS_WITHOUT_DATABASE)
  await stage.desk.start()
  const leaving = people!.leave()
  await stage.postgres.start()
  const orders = await leaving
  expect(orders.accepted.length).toBeGreaterThan(kills)
  await expectAllDone(stage, orders, kills + 1)
}, 120_000)

/** Each time a random while after an order was answered with `status`. */
async function killWhile(habits: CustomerHabits, status: number, kills: number): Promise<number> {
  const seed = Number(process.env['SCENARIO_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const random = seededRandom(seed)
  people = customers(stage.origin, habits)
  const isTaken = (told: { status: number }) => told.status === status
  for (let kill = 0; kill < kills; kill++) {
    const taken = people.hear(
      isTaken,
      TAKES_ORDERS_WITHIN_MS,
      `an order is answered with ${status}, seed ${seed}`,
    )
    if (!stage.desk.isRunning) await stage.desk.start()
    await taken
    await delay(random() * LONGEST_LIFE_MS)
    await stage.desk.kill()
  }
  const taken = people.events.filter(isTaken).length
  console.log(`${kills} kills, seed ${seed}: ${taken} of ${people.events.length} answers were ${status}`)
  return kills
}
