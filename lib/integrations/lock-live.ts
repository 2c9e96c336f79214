import 'server-only'
import type { Tx } from '#lib/database.ts'
import type { Owned } from '#lib/integrations/verification-keys.ts'

/**
 * Integrations of any customer that are not disconnected, locked for this transaction of the staff: nobody disconnects one
 * while something is begun with it. Always in the same order, so that two who lock the same ones do not wait in a circle.
 */
export function lockLive(tx: Tx, ids: readonly string[]): Promise<Owned[]> {
  return tx.$queryRaw<Owned[]>`
    select id as "integrationId", customer_id as "customerId" from integration
    where id = any (${ids}::uuid[]) and state <> 'disconnected' order by id for no key update`
}
