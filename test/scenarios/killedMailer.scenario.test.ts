import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort } from '../server/engines/engineProcess.js'
import { postgresServer } from '../server/engines/postgresServer.js'
import { temporaryFolder } from '../server/engines/temporaryFolder.js'
import { seededRandom } from '../../src/testing/seededRandom.js'
import type { MailerSettings } from './backend/mailer.js'
import type { Outcome } from './load/buyer.js'
import { buyer, stopAll } from './load/buyer.js'
import type { MailServer } from './mail/mailbox.js'
import { mailServer } from './mail/mailbox.js'
import { bundled } from './stage/bundledProcess.js'
import { jobsLeft } from './stage/jobsLeft.js'

/** How long a process lives at most once it takes requests. A connection for mails alone takes a tenth of a second. */
const LONGEST_LIFE_MS = 500
const PAUSE_MS = 15
/** How many e-mails the mailer sends at the same time: those that a kill may find half done. */
const MAILS_AT_ONCE = 4
/** Leases run out, and backoffs of a mail that was interrupted. */
const DRAINED_WITHIN_MS = 30_000

let ends: (() => unknown)[] = []
let mail: MailServer

beforeEach(async () => {
  mail = await mailServer()
  ends = [() => mail.close()]
  await mail.start()
})
afterEach(async () => {
  for (const end of ends.toReversed()) await end()
})

it('sends every e-mail it has accepted, once by its key, though it is killed at 200 random instants', async () => {
  const folder = temporaryFolder('mailer')
  ends.push(() => folder.remove())
  expect(await survive(200, { file: join(folder.path, 'emails.queue') })).toBeGreaterThan(200)
}, 600_000)

it('does so with the queue in PostgreSQL, at 40 instants', async () => {
  const postgres = await postgresServer()
  ends.push(() => postgres.close())
  await postgres.start()
  expect(await survive(40, { database: postgres.connection })).toBeGreaterThan(40)
}, 120_000)

/** How many e-mails were accepted; each of them has arrived. */
async function survive(kills: number, store: MailerSettings['store']): Promise<number> {
  const seed = Number(process.env['SCENARIO_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const random = seededRandom(seed)
  const settings: MailerSettings = { port: await freePort(), smtpPort: mail.port, store }
  const mailer = (await bundled('backend/mailer.ts'))(settings)
  const sendOnce = (key: string) => send(settings.port, key)
  // As a finger that slips on a button does.
  const sendTwice = async (key: string) => {
    await sendOnce(key)
    return sendOnce(key)
  }
  const clients = [sendTwice, sendOnce, sendOnce].map((each, client) =>
    buyer({ name: `c${client}`, pause: PAUSE_MS, send: each }),
  )
  ends.push(() => mailer.kill(), ...clients.map(({ vanish }) => vanish))

  for (let kill = 0; kill < kills; kill++) {
    await mailer.start()
    await delay(random() * LONGEST_LIFE_MS)
    await mailer.kill()
  }
  await mailer.start()
  const { accepted } = await stopAll(clients)
  const drained = { timeout: DRAINED_WITHIN_MS, interval: 100, message: `e-mails left, seed ${seed}` }
  await expect.poll(() => jobsLeft(`http://127.0.0.1:${settings.port}/`), drained).toBe(0)

  const { subjects, suppressed } = mail.read()
  expect(subjects.toSorted(), `seed ${seed}`).toEqual(accepted)
  expect(suppressed).toBeLessThanOrEqual(kills * MAILS_AT_ONCE)
  console.log(
    `${kills} kills, seed ${seed}: ${accepted.length} accepted, each arrived; ${suppressed} came a second time and were known by their Message-ID`,
  )
  return accepted.length
}

async function send(port: number, key: string): Promise<Outcome> {
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    body: JSON.stringify({ key, subject: key }),
    signal: AbortSignal.timeout(5000),
  }).catch(() => undefined)
  await answer?.arrayBuffer().catch(() => {})
  return answer?.status === 202 ? 'accepted' : 'unknown'
}
