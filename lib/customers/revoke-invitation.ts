import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import { ownInvitation } from '#lib/customers/own-invitation.ts'
import { webDatabase } from '#lib/db.ts'

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
