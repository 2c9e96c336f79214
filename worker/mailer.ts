import 'server-only'
import { createTransport } from 'nodemailer'

export interface Mailer {
  /** @throws when the mail server does not take it; the job is then tried again. */
  send(mail: { to: string; subject: string; text: string }): Promise<void>
  close(): void
}

/** Sends over SMTP. */
export function openMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    connectionTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text })
    },
    close: () => transport.close(),
  }
}
