import { accountLines, accountWords, type MailedAccount, whoGetsIt } from '#lib/mails/account.ts'
import { type Mail, mailText, mailTime } from '#lib/mails/mail.ts'

interface Broken extends MailedAccount {
  /** When a verification last found it working, and when one found that it no longer does. */
  workedAt: Date
  foundAt: Date
  /** The first failed check in words; null when its row is gone. */
  problem: { sentence: string; cloudflareSays: string[]; step: string | null } | null
  /** The integration's page. */
  link: string
}

/** Tells the members that AQUILA can no longer read an account. */
export function brokenMail(broken: Broken): Mail {
  const { workedAt, foundAt, problem, link } = broken
  const quoted = problem?.cloudflareSays.map((sentence) => `“${sentence}”`).join(' ')
  return {
    subject: `AQUILA can no longer read ${accountWords(broken)} at Cloudflare`,
    text: mailText(
      'AQUILA can no longer read this Cloudflare account, and does not see what happens in it:',
      accountLines(broken),
      `It worked at the verification on ${mailTime(workedAt)}, and no longer at the one on ${mailTime(foundAt)}.`,
      problem && `What is wrong: ${problem.sentence}`,
      quoted ? `Cloudflare says: ${quoted}` : null,
      problem?.step ? `What to do: ${problem.step}` : null,
      'All checks, and where to verify again, to correct the ids or to enter another credential:',
      link,
      `${whoGetsIt(broken)} AQUILA writes again once it can read the account.`,
    ),
  }
}
