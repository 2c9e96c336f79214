import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member, Staff } from '#lib/auth/actor.ts'
import { ownInvitation } from '#lib/customers/own-invitation.ts'
import { staffDatabase, webDatabase } from '#lib/db.ts'

/** Withdraws an open invitation: signing in does not accept it any more. False when there is none. */
export async function revokeInvitation(member: Member, id: string): Promise<boolean> {
  const { customerId, personId } = member
  return webDatabase().forCustomer(customerId, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: ownInvitation(member, id),
      data: { revokedAt: new Date() },
    })
    if (count === 0) return false
    await appendActivity(tx, {
      customerId,
      actor: { kind: 'member', personId },
      action: 'invitation.revoked',
      details: { invitationId: id },
    })
    return true
  })
}

/** The same by staff, for any customer. */
export async function revokeAsStaff({ personId }: Staff, id: string): Promise<boolean> {
  return staffDatabase().transaction(async (tx) => {
    const open = { id, acceptedAt: null, revokedAt: null }
    const found = await tx.invitation.findFirst({ where: open, select: { customerId: true } })
    if (!found) return false
    const { customerId } = found
    const { count } = await tx.invitation.updateMany({
      where: { ...open, customerId },
      data: { revokedAt: new Date() },
    })
    if (count === 0) return false
    const actor = { kind: 'staff', personId } as const
    const details = { invitationId: id }
    await appendActivity(tx, { customerId, actor, action: 'invitation.revoked', details })
    return true
  })
}
