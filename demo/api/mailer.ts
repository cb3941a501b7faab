import type { Transporter } from 'nodemailer'
import { createTransport } from 'nodemailer'
import type { Order } from './orders.js'

const SENDER = { name: 'Orders desk', address: 'desk@orders.example' }
/** Customers of the demo have names and no addresses. */
const RECIPIENT = 'customers@orders.example'

/** How long a mail server may be silent, in milliseconds. */
const PATIENCE = 1500

/** Sends mails by SMTP. */
export class Mailer {
  readonly #transport: Transporter

  constructor(url: string) {
    this.#transport = createTransport({
      url,
      connectionTimeout: PATIENCE,
      greetingTimeout: PATIENCE,
      socketTimeout: PATIENCE,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }

  /** For the health check: throws when the server does not greet, in time and well. */
  async ping(): Promise<void> {
    await this.#transport.verify()
  }

  /**
   * Resolves when the mail server has taken it.
   *
   * @param key Is its `Message-ID`: sent twice, because nobody could know that it had arrived, it is still one mail.
   */
  async confirm({ id, customer, item, quantity }: Order, key: string): Promise<void> {
    await this.#transport.sendMail({
      from: SENDER,
      to: { name: customer, address: RECIPIENT },
      subject: `Your order ${id}, ${customer}`,
      text: `Thank you for your order ${id}: ${quantity} × ${item}.\n`,
      messageId: `<${key}@orders.example>`,
    })
  }
}

/** The commands of a mail. What is refused before them, as by a greeting of 554, is all mails, and for now. */
const COMMANDS_OF_A_MAIL: readonly unknown[] = ['MAIL FROM', 'RCPT TO', 'DATA']

/** Whether the server has refused this mail for good: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1 */
export function isRefusedForGood(error: unknown): boolean {
  const { command, responseCode } = (error ?? {}) as Readonly<Record<string, unknown>>
  return COMMANDS_OF_A_MAIL.includes(command) && typeof responseCode === 'number' && responseCode >= 500
}
