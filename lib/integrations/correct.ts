import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import type { Tx } from '#lib/database.ts'
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
  try {
    return await webDatabase().forCustomer(member.customerId, (tx) =>
      applyCorrection(tx, member, integrationId, ids),
    )
  } catch (error) {
    if (isUniqueViolation(error)) return 'account_taken'
    throw error
  }
}

/**
 * The same in the caller's transaction, which has its own reason for the ids.
 * @throws a unique violation when the account is connected in another integration.
 */
export async function applyCorrection(
  tx: Tx,
  member: Member,
  integrationId: string,
  ids: { accountId: string; zoneIds: string[] },
): Promise<Corrected> {
  const { customerId, personId } = member
  const before = await lockOwn(tx, member, integrationId)
  if (!before) return 'not_found'
  // Records of one account must never stand under the name of another.
  if (before.accountId !== ids.accountId) await tx.sample.deleteMany({ where: { customerId, integrationId } })
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
}

function sameIds(a: string[], b: string[]): boolean {
  return a.toSorted().join() === b.toSorted().join()
}
