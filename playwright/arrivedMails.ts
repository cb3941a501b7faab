import { request } from '@playwright/test'
import type { Mail } from '../demo/email/mailbox.js'

/** The mails to this customer that have arrived at the mail server, be it running or not. */
export async function arrivedMails(customer: string): Promise<Mail[]> {
  const context = await request.newContext()
  try {
    const answer = await context.get(`${process.env['CONTROL_ORIGIN']}/mails`)
    const mails = (await answer.json()) as Mail[]
    return mails.filter(({ to }) => to.includes(customer))
  } finally {
    await context.dispose()
  }
}
