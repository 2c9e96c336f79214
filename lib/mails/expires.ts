import { accountLines, accountWords, type MailedAccount, whoGetsIt } from '#lib/mails/account.ts'
import { type Mail, mailDay, mailText, mailTime } from '#lib/mails/mail.ts'

interface Expires extends MailedAccount {
  expiresOn: Date
  now: Date
  /** Enough of the token to recognize it in the list at Cloudflare, and of no use to anyone else. */
  mask: string
  /** The page that takes another credential. */
  link: string
}

const dayMs = 24 * 3600_000

/** Warns the members that the token with which AQUILA reads an account ends soon. */
export function expiresMail(expires: Expires): Mail {
  const { expiresOn, mask, link } = expires
  return {
    subject: `The Cloudflare token for ${accountWords(expires)} expires on ${mailDay(expiresOn)}`,
    text: mailText(
      `The API token with which AQUILA reads this Cloudflare account expires on ${mailTime(expiresOn)}, ${distance(expires)}:`,
      accountLines(expires, `Token ${mask}`),
      'From that moment AQUILA cannot read the account any more, and does not see what happens in it.',
      'What to do: create a new API token at Cloudflare with the same permissions and a later end, or without one, and enter it here:',
      link,
      'The present token stays in use until you enter the new one, at the latest until it expires. Do not delete it at Cloudflare before.',
      whoGetsIt(expires),
    ),
  }
}

function distance({ expiresOn, now }: Expires): string {
  const days = Math.round((expiresOn.getTime() - now.getTime()) / dayMs)
  if (days < 1) return 'in less than a day'
  return days === 1 ? 'in 1 day' : `in ${days} days`
}
