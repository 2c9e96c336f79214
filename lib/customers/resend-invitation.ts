import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import { inviteExpiresAt } from '#lib/customers/invite-colleague.ts'
import { ownInvitation } from '#lib/customers/own-invitation.ts'
import { webDatabase } from '#lib/db.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'

/** Mails an open invitation again, in the name of the member, and gives it its full time anew. False when there is none. */
export async function resendInvitation(member: Member, id: string): Promise<boolean> {
  const { customerId, personId } = member
  return webDatabase().forCustomer(customerId, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: ownInvitation(member, id),
      data: { expiresAt: inviteExpiresAt(), invitedById: personId },
    })
    if (count === 0) return false
    await enqueue(tx, 'send_invitation', { customerId, id })
    await appendActivity(tx, {
      customerId,
      actor: { kind: 'member', personId },
      action: 'invitation.resent',
      details: { invitationId: id },
    })
    return true
  })
}
