import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import { toEcs } from '#lib/cloudflare/audit-ecs.ts'
import { maskRecord } from '#lib/cloudflare/personal-data.ts'
import { webDatabase } from '#lib/db.ts'
import type { TooOften } from '#lib/rate-limit.ts'
import { countSampleTry } from '#lib/samples/count-try.ts'
import { openSealed, selectSealed } from '#lib/samples/stored-sample.ts'

/**
 * The records of the member's own integration in the fields of the Elastic Common Schema, one JSON object per line, as
 * tools for logs take them in. The download is in the trail, with whether personal data was in it. Null when there are
 * no records.
 */
export async function exportSample(
  member: Member,
  integrationId: string,
  { personal }: { personal: boolean },
): Promise<string | TooOften | null> {
  const { customerId, personId } = member
  const refusal = await countSampleTry(member)
  if (refusal) return refusal
  const found = await webDatabase().forCustomer(customerId, async (tx) => {
    const sealed = await selectSealed(tx, member, integrationId)
    if (!sealed) return null
    const { accountId } = await tx.integration.findFirstOrThrow({
      where: { id: integrationId, customerId },
      select: { accountId: true },
    })
    await appendActivity(tx, {
      customerId,
      actor: { kind: 'member', personId },
      action: 'sample.exported',
      integrationId,
      details: { personal: personal ? 'shown' : 'masked' },
    })
    return { sealed, accountId }
  })
  if (!found) return null
  const { records } = await openSealed(found.sealed)
  return records
    .map((record) => `${JSON.stringify(toEcs(personal ? record : maskRecord(record), found.accountId))}\n`)
    .join('')
}
