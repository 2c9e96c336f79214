import { type Mail, mailText } from '#lib/mails/mail.ts'

/** Tells somebody that they belong to the staff now, or in another role. */
export function staffRoleMail({
  role,
  email,
  link,
}: {
  role: 'support' | 'admin'
  /** Whose address it is. */
  email: string
  /** The sign-in page. It carries no token: the mail alone opens nothing. */
  link: string
}): Mail {
  return {
    subject: 'Your access to the staff console of AQUILA',
    text: mailText(
      `You have the role "${role}" in the staff console of AQUILA, where the integrations of all customers are looked after.${role === 'admin' ? ' As an admin you also decide who belongs to the staff.' : ''}`,
      `Sign in with this address, ${email}:`,
      link,
      'There is no password: AQUILA mails you a link and a code. What you look at and do is recorded, and customers see who opened their integration, and why.',
      'If you did not expect this mail, tell the colleague who looks after AQUILA.',
    ),
  }
}
