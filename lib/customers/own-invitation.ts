import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/**
 * The invitation of this id, if it is open, of the member's own customer, and the member may have made it: whoever
 * cannot invite an owner cannot keep or withdraw an owner's invitation either.
 */
export function ownInvitation({ customerId, role }: Member, id: string): Prisma.InvitationWhereInput {
  const open = { id, customerId, acceptedAt: null, revokedAt: null }
  return role === 'owner' ? open : { ...open, role: 'member' }
}
