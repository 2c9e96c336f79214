import 'server-only'
import { systemName } from '#lib/activity/filter.ts'
import { type Payload, readPayload, sentenceOf } from '#lib/activity/payload.ts'
import type { Tx } from '#lib/database.ts'
import type { Owned } from '#lib/integrations/verification-keys.ts'
import type { ActivityView } from '#lib/integrations/view.ts'

/** The latest records about one integration, newest first. Members too see who of the staff acted. */
export async function activityOf(
  tx: Tx,
  { customerId, integrationId }: Owned,
  viewer: 'member' | 'staff',
): Promise<ActivityView[]> {
  const rows = await tx.activity.findMany({
    where: { customerId, integrationId },
    select: { seq: true, at: true, payload: true },
    orderBy: { seq: 'desc' },
    take: 50,
  })
  const parsed = rows.map((row) => ({ ...row, payload: readPayload(row.payload) }))
  const ids = parsed.flatMap(({ payload }) => payload.actor.personId ?? [])
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } })
  const emails = new Map(people.map((person) => [person.id, person.email]))
  return parsed.map(({ seq, at, payload }) => ({
    seq: seq.toString(),
    at: at.toISOString(),
    actor: actorName(payload, emails, viewer),
    sentence: sentenceOf(payload),
  }))
}

function actorName({ actor }: Payload, emails: Map<string, string>, viewer: 'member' | 'staff'): string {
  if (actor.kind === 'system') return systemName
  const email = emails.get(actor.personId ?? '')
  if (actor.kind === 'staff' && viewer === 'member')
    return `AQUILA support (${email ?? 'a person since removed'})`
  return email ?? 'A person since removed'
}
