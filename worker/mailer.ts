import 'server-only'
import { createTransport } from 'nodemailer'
import type { Mail } from '#lib/mails/mail.ts'

export interface Mailer {
  /** @throws when the mail server does not take it; the job is then tried again. */
  send(mail: Mail & { to: string; messageId?: string }): Promise<void>
  close(): void
}

/** So that no absence assistant answers (RFC 3834). */
const headers = { 'Auto-Submitted': 'auto-generated' }

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
    async send({ to, ...mail }) {
      await transport.sendMail({ ...mail, from, to: { name: '', address: to }, headers })
    },
    close: () => transport.close(),
  }
}

/** Whether the mail server took the connection but will never take this address, however often it is tried. */
export function isRefusedForGood(error: unknown): boolean {
  const { responseCode, command } = error as { responseCode?: number; command?: string }
  return command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500
}

/** Whether it was the mail server that answered no, rather than no mail server that answered. */
export function hasAnswered(error: unknown): boolean {
  return (error as { responseCode?: number }).responseCode !== undefined
}
