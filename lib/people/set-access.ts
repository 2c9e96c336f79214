import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'

/**
 * Takes a person's access away, which ends all their sessions and streams at once, or gives it back. Of staff only an
 * admin does it, and nobody does it to themselves: false then, and when it is so already. It stands in the trail of each
 * customer that the person belongs to.
 */
export function setAccess(
  staff: Staff,
  { personId, access }: { personId: string; access: 'taken' | 'given' },
): Promise<boolean> {
  const isDisabled = access === 'taken'
  return staffDatabase().transaction(async (tx) => {
    const [answer] = await tx.$queryRaw<{ done: boolean }[]>`
      select app.set_disabled(${staff.personId}::uuid, ${personId}::uuid, ${isDisabled}) as done`
    if (!answer?.done) return false
    const memberships = await tx.membership.findMany({ where: { personId }, select: { customerId: true } })
    const customerIds = memberships.map(({ customerId }) => customerId)
    for (const customerId of customerIds.length > 0 ? customerIds : [null]) {
      await appendActivity(tx, {
        customerId,
        actor: { kind: 'staff', personId: staff.personId },
        action: isDisabled ? 'person.disabled' : 'person.enabled',
        details: { personId },
      })
    }
    return true
  })
}
