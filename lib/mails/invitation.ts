import { plainText } from '#lib/cloudflare/plain-text.ts'
import { type Mail, mailText, mailTime } from '#lib/mails/mail.ts'

interface Invitation {
  customerName: string
  /** Who invites; null for AQUILA itself. */
  inviter: string | null
  /** Who is invited. */
  email: string
  expiresAt: Date
  /** The sign-in page. It carries no token: the mail alone opens nothing. */
  link: string
}

/** Invites a colleague to a customer. */
export function invitationMail({ customerName, inviter, email, expiresAt, link }: Invitation): Mail {
  const name = plainText(customerName, 80)
  return {
    subject: inviter ? `${inviter} invites you to AQUILA` : 'Your invitation to AQUILA',
    text: mailText(
      `${inviter ? `${inviter} invites you` : 'You are invited'} to look after the Cloudflare accounts of ${name} in AQUILA, the security operations platform by CyTech. There you connect a Cloudflare account, and see whether AQUILA can read it.`,
      `Sign in with this address, ${email}:`,
      link,
      'There is no password: AQUILA mails you a link and a code. Signing in accepts the invitation.',
      `The invitation ends on ${mailTime(expiresAt)}. If you ${inviter ? 'do not know who invites you' : 'did not expect it'}, you need do nothing.`,
    ),
  }
}
