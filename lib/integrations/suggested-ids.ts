import type { Check } from '#lib/cloudflare/check.ts'
import type { Facts } from '#lib/cloudflare/failure-type.ts'

export interface Ids {
  accountId: string
  zoneIds: string[]
}

/** The failures for which Cloudflare has shown the right ids. */
export type Mends =
  | 'ids_swapped'
  | 'zone_id_as_account_id'
  | 'account_not_reachable'
  | 'zone_of_another_account'

/** Which ids Cloudflare has shown to be the right ones, and the failure that their use would mend. */
export interface SuggestedIds extends Ids {
  mends: Mends
}

/**
 * What one click can put right, from the facts that a finished verification has stored; null when a person has to
 * choose. `entered` are the ids that were verified.
 */
export function suggestedIds(checks: readonly Check[], entered: Ids): SuggestedIds | null {
  const account = checks.find(({ name }) => name === 'account')
  if (!account) return null
  return fromAccount(account, entered) ?? fromZones(checks, entered)
}

function fromAccount({ failure, facts }: Check, { accountId, zoneIds }: Ids): SuggestedIds | null {
  const { suggestedAccountId }: Facts = facts
  if (failure === null || !isOther(suggestedAccountId, accountId)) return null
  if (failure === 'ids_swapped') {
    if (!zoneIds.includes(suggestedAccountId)) return null
    const exchanged = zoneIds.map((id) => (id === suggestedAccountId ? accountId : id))
    return { mends: failure, accountId: suggestedAccountId, zoneIds: [...new Set(exchanged)] }
  }
  const usesAccount = failure === 'zone_id_as_account_id' || failure === 'account_not_reachable'
  return usesAccount ? { mends: failure, accountId: suggestedAccountId, zoneIds } : null
}

/** Only when every zone is of one and the same other account: else it would put right some and break others. */
function fromZones(checks: readonly Check[], { accountId, zoneIds }: Ids): SuggestedIds | null {
  const zones = checks.filter(({ name }) => name === 'zone_belongs_to_account')
  const owners = new Set(zones.map(({ facts }: { facts: Facts }) => facts.zoneAccountId))
  const [owner] = owners
  const isSure =
    owners.size === 1 &&
    zones.length === zoneIds.length &&
    zones.every(({ failure }) => failure === 'zone_of_another_account')
  return isSure && isOther(owner, accountId)
    ? { mends: 'zone_of_another_account', accountId: owner, zoneIds }
    : null
}

function isOther(id: string | undefined, present: string): id is string {
  return id !== undefined && /^[0-9a-f]{32}$/.test(id) && id !== present
}
