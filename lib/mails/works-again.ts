import { accountLines, accountWords, type MailedAccount } from '#lib/mails/account.ts'
import { type Mail, mailText, mailTime } from '#lib/mails/mail.ts'

interface WorksAgain extends MailedAccount {
  /** When a verification last found it working before the break, and when one did so again. */
  workedAt: Date
  worksAt: Date
  /** The integration's page. */
  link: string
}

/** Tells those who got the mail about a break that it is over, and since when something may be missing. */
export function worksAgainMail(works: WorksAgain): Mail {
  return {
    subject: `AQUILA reads ${accountWords(works)} at Cloudflare again`,
    text: mailText(
      'AQUILA can read this Cloudflare account again:',
      accountLines(works),
      `The verification on ${mailTime(works.worksAt)} found it working. What happened in the account between ${mailTime(works.workedAt)} and then may be missing in AQUILA.`,
      'The checks:',
      works.link,
      'Everybody who got the mail about the break gets this one.',
    ),
  }
}
