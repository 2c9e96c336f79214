import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import { webDatabase } from '#lib/db.ts'
import { lockOwn } from '#lib/integrations/lock-own.ts'
import { destroyCredentials } from '#lib/integrations/store-credential.ts'

/**
 * Ends an integration for good: the sealed bytes of its credentials and the sample are destroyed now, the trail
 * stays. False when there is none of the member's own that could be ended.
 */
export async function disconnect(member: Member, integrationId: string): Promise<boolean> {
  const { customerId, personId } = member
  return webDatabase().forCustomer(customerId, async (tx) => {
    if (!(await lockOwn(tx, member, integrationId))) return false
    const now = new Date()
    await tx.integration.updateMany({
      where: { id: integrationId, customerId },
      data: { state: 'disconnected', disconnectedAt: now },
    })
    await destroyCredentials(tx, { customerId, integrationId })
    await tx.sample.deleteMany({ where: { customerId, integrationId } })
    await tx.verification.updateMany({
      where: { customerId, integrationId, finishedAt: null },
      data: { finishedAt: now },
    })
    const actor = { kind: 'member', personId } as const
    await appendActivity(tx, { customerId, actor, action: 'integration.disconnected', integrationId })
    return true
  })
}
