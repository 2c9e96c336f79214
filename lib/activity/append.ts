import 'server-only'
import type { ActivityAction } from '#lib/activity/actions.ts'
import { canonicalJson } from '#lib/activity/canonical-json.ts'
import type { Tx } from '#lib/database.ts'

/** Who did it, as the trail keeps it: ids, no addresses, so that a deleted person leaves no personal data behind. */
export type ActivityActor =
  | { kind: 'member'; personId: string }
  | { kind: 'staff'; personId: string }
  | { kind: 'system'; process: 'worker' | 'operator' }

export interface ActivityEntry {
  customerId: string | null
  actor: ActivityActor
  action: ActivityAction
  integrationId?: string
  /** Small facts for the sentence. Never a secret, a token of a link, or a request's body. */
  details?: Record<string, string>
}

/**
 * Appends one record to the hash-chained trail, in the transaction that does the thing: when it cannot be
 * written, the transaction fails and the thing does not happen.
 */
export async function appendActivity(tx: Tx, entry: ActivityEntry): Promise<void> {
  const { customerId, ...payload } = entry
  await tx.$queryRaw`select app.append_activity(${customerId}::uuid, ${canonicalJson(payload)})`
}
