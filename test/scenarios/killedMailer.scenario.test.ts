import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort } from '../server/engines/engineProcess.js'
import { postgresServer } from '../server/engines/postgresServer.js'
import { seededRandom } from '../../src/testing/seededRandom.js'
import type { MailerSettings } from './backend/mailer.js'
import type { MailServer } from './mail/mailbox.js'
import { mailServer } from './mail/mailbox.js'
import { bundled } from './stage/bundledProcess.js'

/** How long a process lives at most once it takes requests. A connection for mails alone takes a tenth of a second. */
const LONGEST_LIFE_MS = 500
const CLIENTS = 3
const PAUSE_MS = 15
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
  const folder = mkdtempSync(join(tmpdir(), 'mailer-'))
  ends.push(() => rmSync(folder, { recursive: true, force: true }))
  expect(await survive(200, { file: join(folder, 'emails.queue') })).toBeGreaterThan(200)
}, 300_000)

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
  ends.push(() => mailer.kill())
  const clients = Array.from({ length: CLIENTS }, (_, client) => keepSending(settings.port, `c${client}`))

  for (let kill = 0; kill < kills; kill++) {
    await mailer.start()
    await delay(random() * LONGEST_LIFE_MS)
    await mailer.kill()
  }
  await mailer.start()
  const accepted = (await Promise.all(clients.map((client) => client.stop()))).flat().toSorted()
  await expect
    .poll(() => mail.read().subjects.length, { timeout: DRAINED_WITHIN_MS, interval: 100 })
    .toBe(accepted.length)

  const { subjects, suppressed } = mail.read()
  expect(subjects.toSorted(), `seed ${seed}`).toEqual(accepted)
  console.log(
    `${kills} kills, seed ${seed}: ${accepted.length} accepted, each arrived; ${suppressed} came a second time and were known by their Message-ID`,
  )
  return accepted.length
}

/** One client: the next e-mail when the last one was accepted, the same one again until then. */
function keepSending(port: number, name: string): { stop(): Promise<string[]> } {
  const accepted: string[] = []
  let isStopping = false
  const sending = (async () => {
    for (let count = 0; !isStopping; count++) {
      const key = `${name}-${count}`
      while (!(await isAccepted(port, key))) await delay(PAUSE_MS)
      accepted.push(key)
      await delay(PAUSE_MS)
    }
    return accepted
  })()
  return {
    stop() {
      isStopping = true
      return sending
    },
  }
}

async function isAccepted(port: number, key: string): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    body: JSON.stringify({ key, subject: key }),
    signal: AbortSignal.timeout(5000),
  }).catch(() => undefined)
  await answer?.arrayBuffer()
  return answer?.status === 202
}
