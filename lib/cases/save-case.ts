import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { type CaseView, caseChange } from '#lib/cases/case.ts'
import { selectCase } from '#lib/cases/queries.ts'
import { staffDatabase } from '#lib/db.ts'
import { isUuid } from '#lib/is-uuid.ts'

export type SavedCase = 'saved' | 'unchanged' | 'not_found' | 'no_such_staff'

/**
 * Changes the case of an integration. An assignee or a day without a state opens it as new, and
 * a case that was opened stays one. What changed stands in the activity, not who has it.
 */
export async function saveCase(
  { personId }: Staff,
  integrationId: string,
  wanted: CaseView,
): Promise<SavedCase> {
  if (!isUuid(integrationId)) return 'not_found'
  return staffDatabase().transaction(async (tx) => {
    const owner = await tx.integration.findFirst({
      where: { id: integrationId },
      select: { customerId: true },
    })
    if (!owner) return 'not_found'
    const owned = { ...owner, integrationId }
    const before = await selectCase(tx, owned)
    const isOpened = wanted.state || before.state || wanted.assigneeId || wanted.nextContactOn
    const state = wanted.state ?? before.state ?? 'new'
    const after = { ...wanted, state: isOpened ? state : null }
    const said = caseChange(before, after)
    if (!isOpened || said === null) return 'unchanged'
    const { assigneeId, nextContactOn } = after
    if (assigneeId !== before.assigneeId && assigneeId !== null) {
      const enabled = { personId: assigneeId, person: { disabledAt: null } }
      if ((await tx.staffRole.count({ where: enabled })) === 0) return 'no_such_staff'
    }
    const data = { state, assigneeId, nextContactOn: nextContactOn ? new Date(nextContactOn) : null }
    await tx.supportCase.upsert({
      where: { integrationId },
      create: { ...owned, ...data },
      update: { ...data, updatedAt: new Date() },
    })
    const actor = { kind: 'staff', personId } as const
    await appendActivity(tx, {
      ...owner,
      actor,
      action: 'case.changed',
      integrationId,
      details: { change: said },
    })
    return 'saved'
  })
}
