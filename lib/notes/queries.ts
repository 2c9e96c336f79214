import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import type { Tx } from '#lib/database.ts'
import { webDatabase } from '#lib/db.ts'
import type { Owned } from '#lib/integrations/verification-keys.ts'
import { type NoteStep, noteSteps } from '#lib/notes/note.ts'
import type { NoteView } from '#lib/notes/view.ts'

const most = 50

/** What AQUILA wrote to the customer about one of its own integrations, the newest first. */
export function findNotes({ customerId }: Member, integrationId: string): Promise<NoteView[]> {
  return webDatabase().forCustomer(customerId, (tx) =>
    selectNotes(tx, { customerId, integrationId }, 'customer'),
  )
}

/** The notes about an integration, the newest first: all of them, or those to the customer. */
export async function selectNotes(
  tx: Tx,
  { customerId, integrationId }: Owned,
  audience: 'all' | 'customer',
): Promise<NoteView[]> {
  const rows = await tx.note.findMany({
    where: { customerId, integrationId, ...(audience === 'customer' && { audience }) },
    select: {
      id: true,
      createdAt: true,
      authorId: true,
      audience: true,
      text: true,
      step: true,
      mailedAt: true,
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
  })
  const people = await tx.person.findMany({
    where: { id: { in: rows.map(({ authorId }) => authorId) } },
    select: { id: true, email: true },
  })
  const emails = new Map(people.map((person) => [person.id, person.email]))
  return rows.map((row) => ({
    id: row.id,
    at: row.createdAt.toISOString(),
    author: emails.get(row.authorId) ?? 'A person since removed',
    text: row.text,
    isForCustomer: row.audience === 'customer',
    step: stepOf(row.step),
    mailedAt: row.mailedAt?.toISOString() ?? null,
  }))
}

/** A step that this version does not know (written by another one) leads to the integration itself. */
export function stepOf(step: string | null): NoteStep | null {
  if (step === null) return null
  return Object.hasOwn(noteSteps, step) ? (step as NoteStep) : 'integration'
}
