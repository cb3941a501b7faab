import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import type { SMTPServerOptions } from 'smtp-server'
import { SMTPServer } from 'smtp-server'
import { isRefusedForGood, Mailer } from '../demo/api/mailer.js'

const refuse = (code: number) => Object.assign(new Error('No.'), { responseCode: code })

test('a mail that is refused with a 5xx is refused for good', async () => {
  const byRecipient = await outcomeAt({ onRcptTo: (_address, _session, done) => done(refuse(550)) })
  const byContent = await outcomeAt({
    onData: (stream, _session, done) => void stream.resume().once('end', () => done(refuse(554))),
  })
  expect([byRecipient, byContent].map(isRefusedForGood)).toEqual([true, true])
})

test('a mail server that refuses everybody, or this mail for now, is asked again', async () => {
  const all = await outcomeAt({ onConnect: (_session, done) => done(refuse(554)) })
  const forNow = await outcomeAt({ onRcptTo: (_address, _session, done) => done(refuse(450)) })
  expect([all, forNow].map((error) => error instanceof Error)).toEqual([true, true])
  expect([all, forNow, undefined].map(isRefusedForGood)).toEqual([false, false, false])
})

/** What sending a mail to such a server fails with. */
async function outcomeAt(options: SMTPServerOptions): Promise<unknown> {
  const server = new SMTPServer({ disabledCommands: ['AUTH', 'STARTTLS'], logger: false, ...options })
  server.on('error', () => {})
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  try {
    const { port } = listener.address() as AddressInfo
    const order = {
      id: 1,
      customer: 'Ada',
      item: 'Oak shelf',
      quantity: 1,
      createdAt: '',
      confirmation: 'queued',
    } as const
    return await new Mailer(`smtp://127.0.0.1:${port}`).confirm(order, 'order-1').then(
      () => undefined,
      (error: unknown) => error,
    )
  } finally {
    server.close()
  }
}
