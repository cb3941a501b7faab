/** A service that accepts e-mails and sends them, in a process of its own that is killed at any instant. */
import { createServer } from 'node:http'
import { Pool } from 'pg'
import { createQueue, fileQueueStore, sqlQueueStore } from '../../../src/server.js'
import { programSettings, tellReady } from '../stage/programSettings.js'
import { tellJobsLeft } from './jobsLeft.js'
import { readJson, sendJson } from './jsonOverHttp.js'
import type { OutgoingMail } from './mailSender.js'
import { mailSender } from './mailSender.js'

/** What the mailer goes by. */
export interface MailerSettings {
  readonly port: number
  readonly smtpPort: number
  /** A file, or a database as `pg` connects to it. */
  readonly store: { readonly file: string } | { readonly database: object }
}

const { port, smtpPort, store } = programSettings<MailerSettings>()
const send = mailSender(smtpPort)

const emails = createQueue<{ subject: string }>({
  name: 'emails',
  store: await openStore(),
  perform: ({ key, data }) => send({ key, ...data }),
  // What a killed process had claimed is due again soon.
  lease: 1000,
  logger: { info() {}, warn: console.warn },
})
emails.start()

createServer((request, response) => {
  if (request.method === 'GET') return void tellJobsLeft(response, emails)
  readJson<OutgoingMail>(request)
    .then(({ key, subject }) => emails.add({ subject }, { key }))
    .then(
      ({ isDuplicate }) => sendJson(response, 202, { isDuplicate }),
      (error: Error) => sendJson(response, 503, { message: error.message }),
    )
}).listen(port, '127.0.0.1', tellReady)

async function openStore() {
  if ('file' in store) return fileQueueStore(store.file)
  const pool = new Pool({ ...store.database, max: 6, connectionTimeoutMillis: 2000 })
  pool.on('error', () => {})
  const sqlStore = sqlQueueStore(pool, { pollInterval: 200 })
  await sqlStore.createTable()
  return sqlStore
}
