import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import { webDatabase } from '#lib/db.ts'
import { lockOwn } from '#lib/integrations/lock-own.ts'
import { startVerification } from '#lib/integrations/start-verification.ts'
import { isUniqueViolation } from '#lib/unique-violation.ts'

export type Corrected = 'corrected' | 'not_found' | 'account_taken'

/**
 * Changes the Account ID or the zones without asking for the secret again. The credential stays sealed to the old
 * account until the worker, which alone can open it, seals it to the new one.
 */
export async function correct(
  member: Member,
  integrationId: string,
  ids: { accountId: string; zoneIds: string[] },
): Promise<Corrected> {
  const { customerId, personId } = member
  try {
    return await webDatabase().forCustomer(customerId, async (tx) => {
      const before = await lockOwn(tx, member, integrationId)
      if (!before) return 'not_found'
      await tx.integration.updateMany({
        where: { id: integrationId, customerId },
        data: { accountId: ids.accountId, accountName: null, state: 'verifying' },
      })
      await tx.zone.deleteMany({ where: { customerId, integrationId } })
      await tx.zone.createMany({ data: ids.zoneIds.map((zoneId) => ({ customerId, integrationId, zoneId })) })
      await startVerification(tx, { customerId, integrationId }, 'correct')
      const changed = [
        before.accountId === ids.accountId ? null : 'the Account ID',
        sameIds(
          before.zones.map((zone) => zone.zoneId),
          ids.zoneIds,
        )
          ? null
          : 'the Zone ID',
      ].filter((name) => name !== null)
      await appendActivity(tx, {
        customerId,
        actor: { kind: 'member', personId },
        action: 'integration.corrected',
        integrationId,
        details: {
          fields: changed.join(' and ') || 'nothing',
          from: before.accountId,
          accountId: ids.accountId,
        },
      })
      return 'corrected'
    })
  } catch (error) {
    if (isUniqueViolation(error)) return 'account_taken'
    throw error
  }
}

function sameIds(a: string[], b: string[]): boolean {
  return a.toSorted().join() === b.toSorted().join()
}
