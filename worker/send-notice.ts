import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Database, Tx } from '#lib/database.ts'
import type { JobPayload } from '#lib/jobs/enqueue.ts'
import { log } from '#lib/log.ts'
import { hasAnswered, isRefusedForGood, type Mailer } from '#worker/mailer.ts'
import { type NoticeMail, noticeMail } from '#worker/notice-mail.ts'

interface NoticeTools {
  database: Database
  mailer: Mailer
  /** Where people open the portal. */
  origin: string
}

interface Ids {
  customerId: string
  noticeId: string
}

/** Who is to get a notice, who of them has it already, and what it says. */
interface Letter extends NoticeMail {
  integrationId: string
  people: { id: string; email: string }[]
  reached: string[]
}

/**
 * Mails a notice to each active member of the customer, a mail of their own each, and notes who has it: when the mail
 * server fails in the middle, the next try goes on with the others. At its end the activity says how many have it.
 */
export async function sendNotice(
  tools: NoticeTools,
  job: JobPayload,
  { isLastTry }: { isLastTry: boolean },
): Promise<void> {
  if (job.customerId === null) throw new Error('A notice belongs to a customer.')
  const ids = { customerId: job.customerId, noticeId: job.id }
  const letter = await tools.database.forCustomer(ids.customerId, (tx) => writeLetter(tx, ids, tools.origin))
  if (letter === null) return
  const failure = await deliver(tools, ids, letter)
  if (failure && !isLastTry) throw failure.error
  await tools.database.forCustomer(ids.customerId, (tx) => close(tx, ids, letter))
  if (failure) throw failure.error
}

async function writeLetter(tx: Tx, { customerId, noticeId }: Ids, origin: string): Promise<Letter | null> {
  const notice = await tx.notice.findFirst({
    where: { id: noticeId, customerId, sentAt: null, integration: { state: { not: 'disconnected' } } },
    select: {
      customerId: true,
      integrationId: true,
      kind: true,
      about: true,
      createdAt: true,
      reached: true,
      integration: {
        select: { accountId: true, accountName: true, customer: { select: { name: true } } },
      },
    },
  })
  if (!notice) return null
  const people = await recipients(tx, notice)
  const { accountId, accountName, customer } = notice.integration
  const account = { accountId, accountName, customerName: customer.name, people: people.length }
  const written = await noticeMail(tx, notice, account, origin)
  return written && { ...written, integrationId: notice.integrationId, people, reached: notice.reached }
}

/** The active members; that it works again only those who were told of the break. */
async function recipients(
  tx: Tx,
  {
    customerId,
    integrationId,
    kind,
    about,
  }: { customerId: string; integrationId: string; kind: string; about: string },
): Promise<Letter['people']> {
  const members = await tx.membership.findMany({
    where: { customerId, person: { disabledAt: null } },
    select: { person: { select: { id: true, email: true } } },
    orderBy: { createdAt: 'asc' },
  })
  const people = members.map(({ person }) => person)
  if (kind !== 'works_again') return people
  const told = await tx.notice.findFirst({
    where: { customerId, integrationId, kind: 'needs_attention', about },
    select: { reached: true },
  })
  return people.filter(({ id }) => told?.reached.includes(id))
}

/** Answers what has to be tried again; null when nothing has. */
async function deliver(
  { database, mailer, origin }: NoticeTools,
  ids: Ids,
  { mail, people, reached }: Letter,
): Promise<{ error: unknown } | null> {
  const { customerId, noticeId } = ids
  let failure: { error: unknown } | null = null
  for (const { id, email } of people.filter((person) => !reached.includes(person.id))) {
    // A mail that was taken just before this process died comes a second time under the same id.
    const messageId = `<${noticeId}.${id}@${new URL(origin).hostname}>`
    try {
      await mailer.send({ to: email, ...mail, messageId })
    } catch (error) {
      if (!isRefusedForGood(error)) failure ??= { error }
      else log.warn('mail refused', { ...ids, personId: id })
      if (hasAnswered(error)) continue
      break
    }
    reached.push(id)
    await database.forCustomer(customerId, (tx) =>
      tx.notice.updateMany({ where: { id: noticeId, customerId }, data: { reached: { push: id } } }),
    )
  }
  return failure
}

async function close(
  tx: Tx,
  { customerId, noticeId }: Ids,
  { integrationId, about, reached }: Letter,
): Promise<void> {
  if (reached.length === 0) return
  const { count } = await tx.notice.updateMany({
    where: { id: noticeId, customerId, sentAt: null },
    data: { sentAt: new Date() },
  })
  if (count === 0) return
  await appendActivity(tx, {
    customerId,
    actor: { kind: 'system', process: 'worker' },
    action: 'notice.sent',
    integrationId,
    details: { about, people: String(reached.length) },
  })
}
