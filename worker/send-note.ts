import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Database, Tx } from '#lib/database.ts'
import type { JobPayload } from '#lib/jobs/enqueue.ts'
import type { Mail } from '#lib/mails/mail.ts'
import { noteMail } from '#lib/mails/note.ts'
import { noteSteps } from '#lib/notes/note.ts'
import { stepOf } from '#lib/notes/queries.ts'
import { activeMembers, type DeliveryTools, deliver, type Recipients } from '#worker/deliver.ts'

interface NoteTools extends DeliveryTools {
  database: Database
}

interface Letter extends Recipients {
  mail: Mail
  integrationId: string
}

/** Mails a note to each active member of the customer. At its end the activity says how many have it. */
export async function sendNote(
  tools: NoteTools,
  { customerId, id }: JobPayload,
  { isLastTry }: { isLastTry: boolean },
): Promise<void> {
  if (customerId === null) throw new Error('A note belongs to a customer.')
  const { database } = tools
  const letter = await database.forCustomer(customerId, (tx) => writeLetter(tx, customerId, id, tools.origin))
  if (letter === null) return
  const failure = await deliver(tools, { ...letter, id }, (personId) =>
    database.forCustomer(customerId, (tx) =>
      tx.note.updateMany({ where: { id, customerId }, data: { reached: { push: personId } } }),
    ),
  )
  if (failure && !isLastTry) throw failure.error
  await database.forCustomer(customerId, (tx) => close(tx, customerId, id, letter))
  if (failure) throw failure.error
}

async function writeLetter(tx: Tx, customerId: string, id: string, origin: string): Promise<Letter | null> {
  const note = await tx.note.findFirst({
    where: { id, customerId, step: { not: null }, mailedAt: null },
    select: {
      integrationId: true,
      authorId: true,
      text: true,
      step: true,
      reached: true,
      integration: {
        select: { accountId: true, accountName: true, customer: { select: { name: true } } },
      },
    },
  })
  if (!note) return null
  const { integrationId, authorId, text, step, reached, integration } = note
  const people = await activeMembers(tx, customerId)
  const author = await tx.person.findUnique({ where: { id: authorId }, select: { email: true } })
  const { customer, ...account } = integration
  const mail = noteMail({
    ...account,
    customerName: customer.name,
    people: people.length,
    author: author?.email ?? 'Support',
    text,
    link: `${origin}/integrations/${integrationId}${noteSteps[stepOf(step) ?? 'integration'].path}`,
  })
  return { mail, integrationId, people, reached }
}

async function close(
  tx: Tx,
  customerId: string,
  id: string,
  { integrationId, reached }: Letter,
): Promise<void> {
  if (reached.length === 0) return
  const { count } = await tx.note.updateMany({
    where: { id, customerId, mailedAt: null },
    data: { mailedAt: new Date() },
  })
  if (count === 0) return
  await appendActivity(tx, {
    customerId,
    actor: { kind: 'system', process: 'worker' },
    action: 'note.mailed',
    integrationId,
    details: { people: String(reached.length) },
  })
}
