import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Database, Tx } from '#lib/database.ts'
import type { JobPayload } from '#lib/jobs/enqueue.ts'
import { activeMembers, type DeliveryTools, deliver, type Recipients } from '#worker/deliver.ts'
import { type NoticeMail, noticeMail } from '#worker/notice-mail.ts'

interface NoticeTools extends DeliveryTools {
  database: Database
}

interface Ids {
  customerId: string
  noticeId: string
}

/** Who is to get a notice, who of them has it already, and what it says. */
interface Letter extends NoticeMail, Recipients {
  integrationId: string
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
  const failure = await deliver(tools, { ...letter, id: ids.noticeId }, (personId) =>
    noteReached(tools, ids, personId),
  )
  if (failure && !isLastTry) throw failure.error
  await tools.database.forCustomer(ids.customerId, (tx) => close(tx, ids, letter))
  if (failure) throw failure.error
}

async function writeLetter(tx: Tx, { customerId, noticeId }: Ids, origin: string): Promise<Letter | null> {
  const notice = await tx.notice.findFirst({
    where: {
      id: noticeId,
      customerId,
      sentAt: null,
      // Of what is disconnected nothing else is news.
      OR: [{ kind: 'disconnected_by_staff' }, { integration: { state: { not: 'disconnected' } } }],
    },
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
  const people = await activeMembers(tx, customerId)
  if (kind !== 'works_again') return people
  const told = await tx.notice.findFirst({
    where: { customerId, integrationId, kind: 'needs_attention', about },
    select: { reached: true },
  })
  return people.filter(({ id }) => told?.reached.includes(id))
}

function noteReached({ database }: NoticeTools, { customerId, noticeId }: Ids, personId: string) {
  return database.forCustomer(customerId, (tx) =>
    tx.notice.updateMany({ where: { id: noticeId, customerId }, data: { reached: { push: personId } } }),
  )
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
