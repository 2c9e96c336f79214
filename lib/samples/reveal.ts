import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Member } from '#lib/auth/actor.ts'
import { type RecordView, recordView } from '#lib/cloudflare/audit-view.ts'
import { webDatabase } from '#lib/db.ts'
import type { TooOften } from '#lib/rate-limit.ts'
import { countSampleTry } from '#lib/samples/count-try.ts'
import { openSealed, selectSealed } from '#lib/samples/stored-sample.ts'

/**
 * The records of the member's own integration with the personal data in them. That they were looked at is in the trail
 * before anything is shown; null when there are none.
 */
export async function reveal(member: Member, integrationId: string): Promise<RecordView[] | TooOften | null> {
  const { customerId, personId } = member
  const refusal = await countSampleTry(member)
  if (refusal) return refusal
  const sealed = await webDatabase().forCustomer(customerId, async (tx) => {
    const found = await selectSealed(tx, member, integrationId)
    const actor = { kind: 'member', personId } as const
    if (found) await appendActivity(tx, { customerId, actor, action: 'sample.revealed', integrationId })
    return found
  })
  if (!sealed) return null
  const { records, creation } = await openSealed(sealed)
  return records.map((record) => recordView(record, record === creation))
}
