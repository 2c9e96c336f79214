import { accountLines, accountWords, type MailedAccount, whoGetsIt } from '#lib/mails/account.ts'
import { type Mail, mailText, mailTime } from '#lib/mails/mail.ts'
import type { CredentialKind } from '#prisma/generated/enums.ts'

interface Disconnected extends MailedAccount {
  disconnectedAt: Date
  /** What the staff member gave as the reason, on one line. */
  reason: string
  /** What AQUILA has destroyed, and Cloudflare has not; the mask is enough to recognize it there. */
  credential: { kind: CredentialKind; mask: string }
  /** The integration's page, whose activity names the staff member. */
  link: string
  /** The page that connects an account. */
  connectLink: string
}

/** Tells the members that AQUILA's staff have disconnected an account, why, and what is left to do at Cloudflare. */
export function disconnectedMail(disconnected: Disconnected): Mail {
  const { disconnectedAt, reason, credential, link, connectLink } = disconnected
  const { name, leftToDo } = kinds[credential.kind]
  return {
    subject: `AQUILA’s staff disconnected ${accountWords(disconnected)} from AQUILA`,
    text: mailText(
      `AQUILA’s staff disconnected this Cloudflare account from AQUILA on ${mailTime(disconnectedAt)}:`,
      accountLines(disconnected, `${name} ${credential.mask}`),
      `The reason they gave: “${reason}”`,
      'AQUILA destroyed the stored credential and the audit-log sample, and does not see any more what happens in the account.',
      leftToDo,
      'To connect the account again, enter a credential here:',
      connectLink,
      'Who disconnected it stands in the activity of the integration:',
      link,
      whoGetsIt(disconnected),
    ),
  }
}

const kinds: Record<CredentialKind, { name: string; leftToDo: string }> = {
  api_token: {
    name: 'Token',
    leftToDo:
      'The token itself still exists at Cloudflare. If nothing else uses it, delete it there, under My Profile or Manage Account, API Tokens.',
  },
  global_key: {
    name: 'Global API Key',
    leftToDo:
      'The Global API Key itself still works at Cloudflare. If you do not want that, change it there, under My Profile, API Tokens; whatever else uses it then needs the new one.',
  },
}
