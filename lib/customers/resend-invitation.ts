import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import { inviteExpiresAt } from '#lib/customers/invite-colleague.ts'
import { ownInvitation } from '#lib/customers/own-invitation.ts'
import { webDatabase } from '#lib/db.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { countTry, type TooOften } from '#lib/rate-limit.ts'

/**
 * Mails an open invitation again, in the name of the member, and gives it its full time anew. False when there is none.
 * Counted with the first mails by the address: to withdraw and invite anew does not begin the count anew.
 */
export async function resendInvitation(member: Member, id: string): Promise<boolean | TooOften> {
  const { customerId, personId } = member
  const found = await webDatabase().forCustomer(customerId, (tx) =>
    tx.invitation.findFirst({ where: ownInvitation(member, id), select: { email: true } }),
  )
  if (!found) return false
  const refusal = await countTry([['inviteAddress', `${customerId} ${found.email}`]])
  if (refusal) return refusal
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
