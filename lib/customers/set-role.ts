import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import type { MemberRole } from '#prisma/generated/enums.ts'

/**
 * Makes a member of a customer an owner, or an owner a member. False when they are not there, or are that already; and
 * nobody does it to themselves.
 */
export function setRole(
  { personId: staffId }: Staff,
  { customerId, personId, role }: { customerId: string; personId: string; role: MemberRole },
): Promise<boolean> {
  if (personId === staffId) return Promise.resolve(false)
  return staffDatabase().transaction(async (tx) => {
    const { count } = await tx.membership.updateMany({
      where: { customerId, personId, role: { not: role } },
      data: { role },
    })
    if (count === 0) return false
    const actor = { kind: 'staff', personId: staffId } as const
    await appendActivity(tx, { customerId, actor, action: 'role.changed', details: { personId, role } })
    return true
  })
}
