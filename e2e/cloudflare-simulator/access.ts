import type { Permission, SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import type { SimZone } from '#e2e/cloudflare-simulator/world.ts'

/** One of these groups is enough. */
export function may({ simulated }: SampleCredential, ...permissions: Permission[]): boolean {
  return permissions.some((permission) => simulated.permissions.includes(permission))
}

export function reaches(credential: SampleCredential, accountId: string): boolean {
  return isInForce(credential) && credential.simulated.accountIds.includes(accountId)
}

export function reachesZone(credential: SampleCredential, zone: SimZone): boolean {
  const { zoneIds } = credential.simulated
  return reaches(credential, zone.account.id) && (zoneIds === 'all' || zoneIds.includes(zone.id))
}

/** Only the verify endpoints still answer for a token that is disabled, expired or not yet valid. */
export function isInForce({ simulated }: SampleCredential): boolean {
  return simulated.status === 'active' && simulated.beginsInDays === null
}
