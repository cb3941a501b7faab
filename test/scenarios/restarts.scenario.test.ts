import { afterEach, beforeEach, expect, it } from 'vitest'
import { waitForHealthy } from '../../src/core.js'
import type { Observer } from './agreement/observer.js'
import { observe } from './agreement/observer.js'
import type { Clients } from './load/clients.js'
import { clients } from './load/clients.js'
import type { OrdersStage } from './stage/ordersStage.js'
import { ordersStage } from './stage/ordersStage.js'
import { expectAllDone } from './stage/settled.js'

/** Three retries after 1, 2 and 4 seconds; a busy machine has three times that. */
const SLOWEST_CALL_MS = 3 * 7000

let stage: OrdersStage
let ends: (() => Promise<unknown>)[]

beforeEach(async () => {
  ends = []
  stage = await ordersStage()
}, 60_000)
afterEach(async () => {
  // The test has its verdict; after one that failed they still ask.
  await Promise.allSettled(ends.map((end) => end()))
  await stage.close()
}, 60_000)

it.each([
  [['desk', 'redis', 'mail', 'postgres']],
  [['postgres', 'redis', 'mail', 'desk']],
  [['mail', 'desk', 'postgres', 'redis']],
] as const)(
  'comes up whatever starts first: %j',
  async (order) => {
    const isHealthy = waitForHealthy(`${stage.origin}/api/health`, {
      interval: 200,
      timeout: 60_000,
      isReady: ({ status }) => status === 'healthy',
    })
    for (const part of order) await stage[part].start()
    await isHealthy
    const { apps, observer } = useDesk()
    await apps.after(20)
    await expectTransparent(apps, 0)
    expect(await observer.stop()).toBeGreaterThan(0)
  },
  120_000,
)

it('wants no traffic before its database has been there', async () => {
  await stage.desk.start()
  const ask = (path: string) => fetch(`${stage.origin}/api/health/${path}`)
  expect([(await ask('startup')).status, (await ask('readiness')).status]).toEqual([503, 503])
  expect((await ask('liveness')).status).toBe(200)
})

it('keeps every call of the apps while the back end is killed and restarted', async () => {
  await stage.startAll()
  const { apps, observer } = useDesk()
  for (let restart = 0; restart < 2; restart++) {
    await apps.after(20)
    await stage.desk.kill()
    await stage.desk.start()
    await apps.after(20)
    expect(await stage.desk.terminate()).toBe(0)
    await stage.desk.start()
  }
  await apps.after(20)
  await expectTransparent(apps, 4)
  expect(await observer.stop()).toBeGreaterThan(0)
}, 180_000)

it('keeps every call of the apps while the database restarts', async () => {
  await stage.startAll()
  const { apps, observer } = useDesk()
  for (let restart = 0; restart < 3; restart++) {
    await apps.after(20)
    await stage.postgres.kill()
    await stage.postgres.start()
  }
  await apps.after(20)
  await expectTransparent(apps, 3)
  expect(await observer.stop()).toBeGreaterThan(0)
}, 180_000)

function useDesk(): { apps: Clients; observer: Observer } {
  const apps = clients(stage.origin)
  const observer = observe(stage.origin)
  ends.push(apps.stop, observer.stop)
  return { apps, observer }
}

/** No caller has noticed more than a delay, and what was accepted is what was done. */
async function expectTransparent(apps: Clients, interruptions: number): Promise<void> {
  const { orders, calls, failures, retries, slowestMs } = await apps.stop()
  expect(failures).toEqual([])
  expect(slowestMs).toBeLessThan(SLOWEST_CALL_MS)
  await expectAllDone(stage, orders, interruptions)
  console.log(
    `${calls} calls, ${retries} of them again, the slowest took ${Math.round(slowestMs)} ms; ` +
      `${orders.accepted.length} orders accepted, kept and confirmed`,
  )
}
