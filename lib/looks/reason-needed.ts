import 'server-only'
import type { Staff } from '#lib/auth/actor.ts'
import type { Tx } from '#lib/database.ts'
import type { Owned } from '#lib/integrations/verification-keys.ts'
import { reasonMinutes } from '#lib/looks/reasons.ts'

/** In the place of what staff wanted to see: first they say why. Only so much that they know what they open. */
export class ReasonNeeded {
  readonly customerName: string
  readonly account: string

  constructor(customerName: string, account: string) {
    this.customerName = customerName
    this.account = account
  }
}

/**
 * Null when this staff member has stated a reason for this integration within the hour. The record in the customer's
 * own trail is the permission: there is no other place where one could be given.
 */
export async function reasonNeeded(
  tx: Tx,
  { personId }: Staff,
  { customerId, integrationId }: Owned,
): Promise<ReasonNeeded | null> {
  const since = new Date(Date.now() - reasonMinutes * 60_000)
  const stated = await tx.activity.findFirst({
    where: {
      customerId,
      integrationId,
      actorId: personId,
      action: 'integration.opened',
      at: { gt: since },
    },
    select: { seq: true },
  })
  if (stated) return null
  const { accountName, accountId, customer } = await tx.integration.findFirstOrThrow({
    where: { id: integrationId, customerId },
    select: { accountName: true, accountId: true, customer: { select: { name: true } } },
  })
  return new ReasonNeeded(customer.name, accountName ?? accountId)
}
