import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member, Staff } from '#lib/auth/actor.ts'
import { staffDatabase, webDatabase } from '#lib/db.ts'
import { lockLive } from '#lib/integrations/lock-live.ts'
import { lockOwn } from '#lib/integrations/lock-own.ts'
import { startVerification } from '#lib/integrations/start-verification.ts'
import { isUniqueViolation } from '#lib/unique-violation.ts'

/** Asks for a new verification of the member's own integration. False when there is none that could be verified. */
export async function verifyAgain(member: Member, integrationId: string): Promise<boolean> {
  const { customerId, personId } = member
  return webDatabase().forCustomer(customerId, async (tx) => {
    if (!(await lockOwn(tx, member, integrationId))) return false
    await startVerification(tx, { customerId, integrationId }, 'member')
    const actor = { kind: 'member', personId } as const
    await appendActivity(tx, { customerId, actor, action: 'verification.requested', integrationId })
    return true
  })
}

/** The same by staff, for any customer. */
export async function verifyAgainAsStaff(staff: Staff, integrationId: string): Promise<boolean> {
  try {
    return await staffDatabase().transaction(async (tx) => {
      const [found] = await lockLive(tx, [integrationId])
      if (!found) return false
      const { customerId } = found
      await startVerification(tx, { customerId, integrationId }, 'staff')
      const actor = { kind: 'staff', personId: staff.personId } as const
      await appendActivity(tx, { customerId, actor, action: 'verification.requested', integrationId })
      return true
    })
  } catch (error) {
    // Somebody else asked in the same moment, and that verification answers both.
    if (isUniqueViolation(error)) return true
    throw error
  }
}
