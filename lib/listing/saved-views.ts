import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import type { SavedView } from '#lib/listing/view.ts'
import { isUniqueViolation } from '#lib/unique-violation.ts'

const most = 30

/** What a staff member has saved, by name. The own ones only: a view is nobody else's business. */
export function savedViewsOf({ personId }: Staff): Promise<SavedView[]> {
  return staffDatabase().transaction((tx) =>
    tx.savedView.findMany({
      where: { personId },
      select: { id: true, name: true, query: true },
      orderBy: { name: 'asc' },
      take: most,
    }),
  )
}

export type Saved = 'saved' | 'name_taken' | 'too_many'

/** Gives the query of the list's address a name. */
export async function saveView(
  { personId }: Staff,
  { name, query }: { name: string; query: string },
): Promise<Saved> {
  try {
    return await staffDatabase().transaction(async (tx) => {
      if ((await tx.savedView.count({ where: { personId } })) >= most) return 'too_many'
      await tx.savedView.create({ data: { personId, name, query }, select: { id: true } })
      await appendActivity(tx, { customerId: null, actor: { kind: 'staff', personId }, action: 'view.saved' })
      return 'saved'
    })
  } catch (error) {
    if (isUniqueViolation(error)) return 'name_taken'
    throw error
  }
}

/** Forgets one of the own views. One that is gone already is no error. */
export async function forgetView({ personId }: Staff, id: string): Promise<void> {
  await staffDatabase().transaction(async (tx) => {
    const { count } = await tx.savedView.deleteMany({ where: { id, personId } })
    if (count === 0) return
    await appendActivity(tx, { customerId: null, actor: { kind: 'staff', personId }, action: 'view.removed' })
  })
}
