import { plainText } from '#lib/cloudflare/plain-text.ts'

/** What a mail says about the account it is about. The names come from outside. */
export interface MailedAccount {
  accountName: string | null
  accountId: string
  customerName: string
  /** How many people get the mail. */
  people: number
}

/** The account in a sentence: by its name, and only where Cloudflare has not told it yet by its id. */
export function accountWords({ accountName, accountId }: MailedAccount): string {
  const name = plainText(accountName ?? '', 60)
  return name === '' ? `account ${accountId}` : name
}

/** The account on lines of its own, so that nobody has to guess which of several is meant. */
export function accountLines({ accountName, accountId }: MailedAccount, ...more: string[]): string {
  const name = plainText(accountName ?? '', 120)
  return [...(name === '' ? [] : [name]), `Account ID ${accountId}`, ...more]
    .map((line) => `    ${line}`)
    .join('\n')
}

/** Closes a mail that goes to every member, so that nobody wonders who else knows. */
export function whoGetsIt({ customerName, people }: MailedAccount): string {
  const name = plainText(customerName, 80)
  if (people === 1) return `You are the only one of ${name} in AQUILA who gets this mail.`
  return `All ${people} people of ${name} in AQUILA get this mail.`
}
