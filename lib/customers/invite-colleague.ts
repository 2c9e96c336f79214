import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member, Staff } from '#lib/auth/actor.ts'
import { inviteDays } from '#lib/customers/invite.ts'
import { isOwnDomain } from '#lib/customers/own-domain.ts'
import type { Tx } from '#lib/database.ts'
import { staffDatabase, webDatabase } from '#lib/db.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import { isUniqueViolation } from '#lib/unique-violation.ts'
import type { MemberRole } from '#prisma/generated/enums.ts'

export type Invited = 'invited' | 'member_already' | 'invited_already' | 'role_not_allowed' | 'other_domain'

export type InvitedAsStaff = Extract<Invited, 'invited' | 'member_already' | 'invited_already'> | 'is_staff'

/**
 * Invites a person to the member's own customer and lets the worker mail it. Members invite members; owners invite
 * both; and nobody invites beyond the domain of the own address. The answer tells what is known in this customer, and nothing of what the address is to another one.
 */
export async function inviteColleague(
  member: Member,
  { email, role }: { email: string; role: MemberRole },
): Promise<Invited> {
  if (role === 'owner' && member.role !== 'owner') return 'role_not_allowed'
  if (!isOwnDomain(member.email, email)) return 'other_domain'
  const { customerId, personId } = member
  try {
    return await webDatabase().forCustomer(customerId, async (tx) => {
      const known = await findKnown(tx, customerId, email)
      if (known) return known
      const { id } = await tx.invitation.create({
        data: { customerId, email, role, expiresAt: inviteExpiresAt(), invitedById: personId },
        select: { id: true },
      })
      await enqueue(tx, 'send_invitation', { customerId, id })
      await appendActivity(tx, {
        customerId,
        actor: { kind: 'member', personId },
        action: 'invitation.created',
        details: { invitationId: id, role },
      })
      return 'invited'
    })
  } catch (error) {
    // A colleague invited the same person in the same moment.
    if (isUniqueViolation(error)) return 'invited_already'
    throw error
  }
}

/**
 * Invites a person of any domain to a customer, in AQUILA's own name: whom it invites may belong to other customers too,
 * but not to the staff, who would see as a member what staff do not see. Null when there is no such customer.
 */
export async function inviteAsStaff(
  { personId }: Staff,
  customerId: string,
  { email, role }: { email: string; role: MemberRole },
): Promise<InvitedAsStaff | null> {
  try {
    return await staffDatabase().transaction(async (tx) => {
      if ((await tx.customer.count({ where: { id: customerId } })) === 0) return null
      if (await isStaffAddress(tx, email)) return 'is_staff'
      const known = await findKnown(tx, customerId, email)
      if (known) return known
      await createInvitation(tx, { customerId, email, role }, personId)
      return 'invited'
    })
  } catch (error) {
    if (isUniqueViolation(error)) return 'invited_already'
    throw error
  }
}

/** Whether somebody of the staff has an address. The database refuses to let them be invited by staff, too. */
export async function isStaffAddress(tx: Tx, email: string): Promise<boolean> {
  return (await tx.staffRole.count({ where: { person: { email } } })) > 0
}

/** Makes an invitation of AQUILA's own and lets the worker mail it. */
export async function createInvitation(
  tx: Tx,
  invitation: { customerId: string; email: string; role: MemberRole },
  staffId: string,
): Promise<void> {
  const { customerId, role } = invitation
  const { id } = await tx.invitation.create({
    data: { ...invitation, expiresAt: inviteExpiresAt() },
    select: { id: true },
  })
  await enqueue(tx, 'send_invitation', { customerId, id })
  await appendActivity(tx, {
    customerId,
    actor: { kind: 'staff', personId: staffId },
    action: 'invitation.created',
    details: { invitationId: id, role },
  })
}

/** Fourteen days from now. */
export function inviteExpiresAt(): Date {
  return new Date(Date.now() + inviteDays * 24 * 3600_000)
}

/** What stands against inviting an address. One that let its time pass is withdrawn, so that a new one takes its place. */
async function findKnown(
  tx: Tx,
  customerId: string,
  email: string,
): Promise<Extract<Invited, 'member_already' | 'invited_already'> | null> {
  if (await tx.membership.count({ where: { customerId, person: { email } } })) return 'member_already'
  const open = { customerId, email, acceptedAt: null, revokedAt: null }
  const now = new Date()
  if (await tx.invitation.count({ where: { ...open, expiresAt: { gt: now } } })) return 'invited_already'
  // By its time once more: a colleague may have made a good one since.
  await tx.invitation.updateMany({ where: { ...open, expiresAt: { lte: now } }, data: { revokedAt: now } })
  return null
}
