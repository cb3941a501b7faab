import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../server/engines/engineProcess.js'
import { temporaryFolder } from '../../server/engines/temporaryFolder.js'
import type { BundledProcess } from '../stage/bundledProcess.js'
import { bundled } from '../stage/bundledProcess.js'

/** What the mail server goes by. */
export interface MailServerSettings {
  readonly port: number
  readonly mailbox: string
}

/** A mail that was accepted. */
export interface Mail {
  /** Its Message-ID. */
  readonly id: string
  readonly subject: string
}

/** The mails of a server, as their reader sees them: those with the same Message-ID are one. */
export interface Mailbox {
  readonly subjects: readonly string[]
  /** How many more came with a Message-ID that was there already. */
  readonly suppressed: number
}

/** An SMTP server that can be killed and started again, and what it has accepted. */
export interface MailServer extends BundledProcess {
  readonly port: number
  read(): Mailbox
  close(): Promise<void>
}

/** Not started yet. */
export async function mailServer(): Promise<MailServer> {
  const folder = temporaryFolder('mails')
  const settings: MailServerSettings = { port: await freePort(), mailbox: join(folder.path, 'mailbox.jsonl') }
  writeFileSync(settings.mailbox, '')
  const server = (await bundled('mail/mailServer.ts'))(settings)
  return Object.defineProperties(
    {
      port: settings.port,
      read: () => readMailbox(settings.mailbox),
      async close() {
        await server.kill()
        folder.remove()
      },
    },
    Object.getOwnPropertyDescriptors(server),
  ) as MailServer
}

function readMailbox(file: string): Mailbox {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  const mails = lines.map((line) => JSON.parse(line) as Mail)
  const distinct = new Map(mails.map(({ id, subject }) => [id, subject]))
  return { subjects: [...distinct.values()], suppressed: mails.length - distinct.size }
}
