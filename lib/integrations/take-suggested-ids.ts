import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import { webDatabase } from '#lib/db.ts'
import { checkColumns, toCheck } from '#lib/integrations/check-row.ts'
import { type Corrected, correct } from '#lib/integrations/correct.ts'
import { lockOwn } from '#lib/integrations/lock-own.ts'
import { type Ids, suggestedIds } from '#lib/integrations/suggested-ids.ts'
import { isUuid } from '#lib/is-uuid.ts'

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
  const found = await findSuggestion(member, integrationId, verificationId)
  return typeof found === 'string' ? found : correct(member, integrationId, found)
}

async function findSuggestion(
  member: Member,
  integrationId: string,
  verificationId: string,
): Promise<Ids | 'not_found' | 'changed_meanwhile'> {
  const { customerId } = member
  return webDatabase().forCustomer(customerId, async (tx) => {
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
  })
}
