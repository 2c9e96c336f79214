import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import type { NoteKind, NoteStep } from '#lib/notes/note.ts'
import { plainLines } from '#lib/notes/plain-lines.ts'

/** Keeps a note about an integration and, when it is to be mailed, lets the worker do it. False when there is none. */
export function writeNote(
  { personId }: Staff,
  integrationId: string,
  { kind, step, text }: { kind: NoteKind; step: NoteStep; text: string },
): Promise<boolean> {
  return staffDatabase().transaction(async (tx) => {
    const owner = await tx.integration.findFirst({
      where: { id: integrationId },
      select: { customerId: true },
    })
    if (!owner) return false
    const audience = kind === 'internal' ? 'internal' : 'customer'
    const { id } = await tx.note.create({
      data: {
        ...owner,
        integrationId,
        authorId: personId,
        audience,
        text: plainLines(text),
        step: kind === 'mail' ? step : null,
      },
      select: { id: true },
    })
    if (kind === 'mail') await enqueue(tx, 'send_note', { ...owner, id })
    const actor = { kind: 'staff', personId } as const
    const details = { audience }
    await appendActivity(tx, { ...owner, actor, action: 'note.written', integrationId, details })
    return true
  })
}
