import { accountLines, accountWords, type MailedAccount } from '#lib/mails/account.ts'
import { type Mail, mailText } from '#lib/mails/mail.ts'

interface Note extends MailedAccount {
  /** The address of the staff member who wrote it. */
  author: string
  text: string
  /** The page where the customer goes on. */
  link: string
}

/** Brings what staff wrote about an integration to its customer. */
export function noteMail(note: Note): Mail {
  return {
    subject: `AQUILA support about ${accountWords(note)} at Cloudflare`,
    text: mailText(
      `${note.author} of AQUILA writes about this Cloudflare account:`,
      accountLines(note),
      note.text,
      'Go on here:',
      note.link,
      'The message stands on the page of the integration too. AQUILA never asks for a token or a key by mail: enter it only in the portal.',
    ),
  }
}
