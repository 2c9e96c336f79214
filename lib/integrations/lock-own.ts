import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import type { Tx } from '#lib/database.ts'

/**
 * The member's own integration, locked for this transaction, if it can still be changed. Null for an unknown id, a
 * foreign one and a disconnected one alike.
 */
export async function lockOwn(tx: Tx, member: Member, integrationId: string) {
  const { customerId } = member
  const locked = await tx.$queryRaw<unknown[]>`
    select from integration
    where id = ${integrationId}::uuid and customer_id = ${customerId}::uuid and state <> 'disconnected' for update`
  if (locked.length === 0) return null
  return tx.integration.findFirst({
    where: { id: integrationId, customerId },
    select: {
      id: true,
      accountId: true,
      state: true,
      zones: { select: { zoneId: true } },
      credentials: { select: { version: true, kind: true }, orderBy: { version: 'desc' }, take: 1 },
    },
  })
}
