import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import type { ColleagueView, InvitationView } from '#lib/customers/view.ts'
import type { Tx } from '#lib/database.ts'
import { webDatabase } from '#lib/db.ts'

const most = 500

/** Who belongs to the member's customer, in the order of joining, and which invitations are open, the newest first. */
export async function findColleagues(
  member: Member,
): Promise<{ colleagues: ColleagueView[]; invitations: InvitationView[] }> {
  return webDatabase().forCustomer(member.customerId, async (tx) => ({
    colleagues: await colleaguesOf(tx, member.customerId, member.personId),
    invitations: await openInvitations(tx, member.customerId, member.role === 'owner' ? 'all' : 'members'),
  }))
}

/** How many people get the mails about the customer's integrations. */
export async function countMailed({ customerId }: Member): Promise<number> {
  return webDatabase().forCustomer(customerId, (tx) =>
    tx.membership.count({ where: { customerId, person: { disabledAt: null } } }),
  )
}

/** Shared with the staff's view: who belongs to a customer, in the order of joining. */
export async function colleaguesOf(tx: Tx, customerId: string, readerId: string): Promise<ColleagueView[]> {
  const rows = await tx.membership.findMany({
    where: { customerId },
    select: {
      personId: true,
      role: true,
      createdAt: true,
      person: { select: { email: true, disabledAt: true } },
    },
    orderBy: { createdAt: 'asc' },
    take: most,
  })
  return rows.map((row) => ({
    personId: row.personId,
    email: row.person.email,
    role: row.role,
    since: row.createdAt.toISOString(),
    isSelf: row.personId === readerId,
    isDisabled: row.person.disabledAt !== null,
  }))
}

/** Shared with the staff's view: the open invitations of a customer, and which of them the reader may change. */
export async function openInvitations(
  tx: Tx,
  customerId: string,
  changeable: 'all' | 'members',
): Promise<InvitationView[]> {
  const rows = await tx.invitation.findMany({
    where: { customerId, acceptedAt: null, revokedAt: null },
    select: { id: true, email: true, role: true, invitedById: true, sentAt: true, expiresAt: true },
    orderBy: { createdAt: 'desc' },
    take: most,
  })
  const ids = rows.flatMap(({ invitedById }) => invitedById ?? [])
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } })
  const emails = new Map(people.map((person) => [person.id, person.email]))
  return rows.map(({ id, email, invitedById, sentAt, expiresAt, ...row }) => ({
    id,
    email,
    role: row.role,
    invitedBy: invitedById === null ? null : (emails.get(invitedById) ?? null),
    sentAt: sentAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
    isExpired: expiresAt.getTime() <= Date.now(),
    isChangeable: changeable === 'all' || row.role === 'member',
  }))
}
