import { createTransport } from 'nodemailer'

/** An e-mail to be sent; its key makes it one mail for whoever gets it twice. */
export interface OutgoingMail {
  readonly key: string
  readonly subject: string
}

/** Sends by SMTP over a few connections that it keeps. Rejects when the server has not accepted the mail. */
export function mailSender(port: number): (mail: OutgoingMail) => Promise<unknown> {
  const transport = createTransport({
    pool: true,
    maxConnections: 4,
    host: '127.0.0.1',
    port,
    connectionTimeout: 500,
    greetingTimeout: 1000,
    socketTimeout: 2000,
  })
  return ({ key, subject }) =>
    transport.sendMail({
      from: 'desk@orders.example',
      to: 'customer@orders.example',
      messageId: `<${key}@orders.example>`,
      subject,
      text: 'Thank you.',
    })
}
