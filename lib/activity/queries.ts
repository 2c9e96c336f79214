import 'server-only'
import { type ActivityAction, activitySentences } from '#lib/activity/actions.ts'
import type { ActivityActor } from '#lib/activity/append.ts'
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
  const parsed = rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as Payload }))
  const ids = parsed.flatMap(({ payload }) =>
    payload.actor.kind === 'system' ? [] : [payload.actor.personId],
  )
  const people = await tx.person.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } })
  const emails = new Map(people.map((person) => [person.id, person.email]))
  return parsed.map(({ seq, at, payload }) => ({
    seq: seq.toString(),
    at: at.toISOString(),
    actor: actorName(payload.actor, emails, viewer),
    sentence: sentenceOf(payload),
  }))
}

interface Payload {
  action: ActivityAction
  actor: ActivityActor
  details?: Record<string, string>
}

/** A record that this code does not know (written by newer or other code) is shown, not left out, and takes no page down. */
function sentenceOf({ action, details }: Payload): string {
  const known: Partial<Record<string, (details: Record<string, string>) => string>> = activitySentences
  return known[action]?.(details ?? {}) ?? 'did something that this version cannot name'
}

function actorName(actor: ActivityActor, emails: Map<string, string>, viewer: 'member' | 'staff'): string {
  if (actor.kind === 'system') return 'AQUILA'
  const name = emails.get(actor.personId) ?? 'a person since removed'
  if (actor.kind === 'staff' && viewer === 'member') return `AQUILA support (${name})`
  return emails.get(actor.personId) ?? 'A person since removed'
}
