import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import type { Tx } from '#lib/database.ts'
import { webDatabase } from '#lib/db.ts'
import { checkColumns, toCheck } from '#lib/integrations/check-row.ts'
import { applyCorrection, type Corrected } from '#lib/integrations/correct.ts'
import { lockOwn } from '#lib/integrations/lock-own.ts'
import { type Ids, suggestedIds } from '#lib/integrations/suggested-ids.ts'
import { isUuid } from '#lib/is-uuid.ts'
import { isUniqueViolation } from '#lib/unique-violation.ts'

/**
 * Corrects the ids to those that Cloudflare has shown to be right: swapped ones exchanged, or the account that the zone
 * belongs to. They are read from what the worker has stored, and nothing of them comes from the form.
 * @param verificationId the one that the person saw; after any later one there may be nothing to suggest any more.
 */
export async function takeSuggestedIds(
  member: Member,
  integrationId: string,
  verificationId: string,
): Promise<Corrected | 'changed_meanwhile'> {
  if (!isUuid(integrationId)) return 'not_found'
  try {
    // One transaction: what a colleague corrects in between is not overwritten by an older suggestion.
    return await webDatabase().forCustomer(member.customerId, async (tx) => {
      const found = await findSuggestion(tx, member, integrationId, verificationId)
      return typeof found === 'string' ? found : applyCorrection(tx, member, integrationId, found)
    })
  } catch (error) {
    if (isUniqueViolation(error)) return 'account_taken'
    throw error
  }
}

async function findSuggestion(
  tx: Tx,
  member: Member,
  integrationId: string,
  verificationId: string,
): Promise<Ids | 'not_found' | 'changed_meanwhile'> {
  const { customerId } = member
  const own = await lockOwn(tx, member, integrationId)
  if (!own) return 'not_found'
  // One that only waits for its time has asked nothing: the answers before it are still the newest.
  const newest = await tx.verification.findFirst({
    where: {
      customerId,
      integrationId,
      NOT: { trigger: { in: ['retry', 'schedule'] }, startedAt: null, finishedAt: null },
    },
    select: { id: true, finishedAt: true, checks: { select: checkColumns } },
    orderBy: { createdAt: 'desc' },
  })
  if (newest?.id !== verificationId || newest.finishedAt === null) return 'changed_meanwhile'
  const zones = await tx.zone.findMany({
    where: { customerId, integrationId },
    select: { zoneId: true },
    orderBy: { id: 'asc' },
  })
  const entered = { accountId: own.accountId, zoneIds: zones.map(({ zoneId }) => zoneId) }
  return suggestedIds(newest.checks.map(toCheck), entered) ?? 'changed_meanwhile'
}
