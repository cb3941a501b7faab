/** An SMTP server in a process of its own. What it has accepted is in its mailbox, however it ends. */
import { appendFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { programSettings, tellReady } from '../stage/programSettings.js'
import type { MailServerSettings, Mail } from './mailbox.js'

const { port, mailbox } = programSettings<MailServerSettings>()

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  logger: false,
  onData(stream, _session, done) {
    simpleParser(stream).then(({ messageId, subject }) => {
      const mail: Mail = { id: messageId ?? '', subject: subject ?? '' }
      // In one piece and before it is accepted: a process that is killed keeps what the system was given.
      appendFileSync(mailbox, `${JSON.stringify(mail)}\n`)
      done()
    }, done)
  },
})
// A client that is killed in the middle of a mail is no news.
server.on('error', () => {})
server.listen(port, '127.0.0.1', tellReady)
