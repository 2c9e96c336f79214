import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member, Staff } from '#lib/auth/actor.ts'
import { inviteExpiresAt } from '#lib/customers/invite-colleague.ts'
import { ownInvitation } from '#lib/customers/own-invitation.ts'
import { staffDatabase, webDatabase } from '#lib/db.ts'
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

/** The same by staff, for any customer; in whose name it was made stays as it is. */
export async function resendAsStaff({ personId }: Staff, id: string): Promise<boolean | TooOften> {
  const open = { id, acceptedAt: null, revokedAt: null }
  const found = await staffDatabase().transaction((tx) =>
    tx.invitation.findFirst({ where: open, select: { customerId: true, email: true } }),
  )
  if (!found) return false
  const { customerId, email } = found
  const refusal = await countTry([['inviteAddress', `${customerId} ${email}`]])
  if (refusal) return refusal
  return staffDatabase().transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { ...open, customerId },
      data: { expiresAt: inviteExpiresAt() },
    })
    if (count === 0) return false
    await enqueue(tx, 'send_invitation', { customerId, id })
    const actor = { kind: 'staff', personId } as const
    const details = { invitationId: id }
    await appendActivity(tx, { customerId, actor, action: 'invitation.resent', details })
    return true
  })
}
