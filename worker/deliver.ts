import 'server-only'
import type { Tx } from '#lib/database.ts'
import { log } from '#lib/log.ts'
import type { Mail } from '#lib/mails/mail.ts'
import { hasAnswered, isRefusedForGood, type Mailer } from '#worker/mailer.ts'

export interface DeliveryTools {
  mailer: Mailer
  /** Where people open the portal. */
  origin: string
}

/** Who is to get a mail, and the ids of those who have it already. */
export interface Recipients {
  people: { id: string; email: string }[]
  reached: string[]
}

/**
 * Mails each person a mail of their own, and notes who has it by `onReached` and in `reached`: when the mail server
 * fails in the middle, the next try goes on with the others. Answers what has to be tried again; null when nothing has.
 * @param letter Its `id` makes the ids of the mails: one that was taken just before this process died comes a second
 *   time under the same id.
 */
export async function deliver(
  { mailer, origin }: DeliveryTools,
  { id, mail, people, reached }: Recipients & { id: string; mail: Mail },
  onReached: (personId: string) => Promise<unknown>,
): Promise<{ error: unknown } | null> {
  let failure: { error: unknown } | null = null
  for (const person of people.filter((one) => !reached.includes(one.id))) {
    const messageId = `<${id}.${person.id}@${new URL(origin).hostname}>`
    try {
      await mailer.send({ to: person.email, ...mail, messageId })
    } catch (error) {
      if (!isRefusedForGood(error)) failure ??= { error }
      else log.warn('mail refused', { jobId: id, personId: person.id })
      if (hasAnswered(error)) continue
      break
    }
    reached.push(person.id)
    await onReached(person.id)
  }
  return failure
}

/** Those who get mails about the integrations of a customer, in the order of joining. */
export async function activeMembers(tx: Tx, customerId: string): Promise<Recipients['people']> {
  const members = await tx.membership.findMany({
    where: { customerId, person: { disabledAt: null } },
    select: { person: { select: { id: true, email: true } } },
    orderBy: { createdAt: 'asc' },
  })
  return members.map(({ person }) => person)
}
