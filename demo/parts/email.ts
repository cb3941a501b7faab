import { once } from 'node:events'
import type { AddressObject } from 'mailparser'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { Mailbox } from '../email/mailbox.js'
import { HOST, mailDirectory, readSettings } from '../settings.js'
import { runPart } from './part.js'

/** No confirmation is longer. In bytes. */
const MOST = 64 * 1024

// A mail server: what it says 250 to is on the disk. It passes nothing on to anybody.
runPart(async (delays) => {
  const settings = readSettings()
  const mailbox = new Mailbox(mailDirectory(settings))
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MOST,
    onConnect: (_session, done) => void delays.wait('email').then(() => done()),
    onData(stream, _session, done) {
      simpleParser(stream)
        .then(async ({ messageId = '', to, subject = '', text = '' }) => {
          await delays.wait('email')
          await mailbox.keep({ messageId, to: textOf(to), subject, text })
          done()
        })
        .catch((error: Error) => done(error))
    },
  })
  // A client that goes in the middle is no reason to end.
  server.on('error', () => {})
  await once(server.listen(settings.ports.email, HOST), 'listening')
})

function textOf(to: AddressObject | AddressObject[] | undefined): string {
  return [to ?? []]
    .flat()
    .map((address) => address.text)
    .join(', ')
}
