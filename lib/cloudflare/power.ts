import type { Check, CheckName } from '#lib/cloudflare/check.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { Facts } from '#lib/cloudflare/failure-type.ts'

/** How much more than reading a credential can do, as far as that shows without writing anything. */
export type Power = 'global_key' | 'can_write' | 'read_only_as_far_as_seen'

/**
 * A Global API Key can do all that its owner can. Of a token only one permission to write shows by reading: Cloudflare
 * lists Logpush jobs to none but who may change them. So a token is never called read-only for certain. Null where nobody looked: of a token
 * that Cloudflare refuses it does not show at all.
 */
export function powerOf(credential: { kind: CredentialKind }, checks: readonly Check[]): Power | null {
  if (credential.kind === 'global_key') return 'global_key'
  const isSeen = checks.some(({ subject, result }) => subject === 'logs' && result !== 'not_run')
  if (!isSeen) return null
  return writablePermissions(checks).length > 0 ? 'can_write' : 'read_only_as_far_as_seen'
}

/** What the token can change, by the names of Cloudflare's dashboard. */
export function writablePermissions(checks: readonly Pick<Check, 'name' | 'facts'>[]): string[] {
  return checks.flatMap(({ name, facts }: { name: CheckName; facts: Facts }) =>
    name === 'permission' && facts.writes ? [facts.writes] : [],
  )
}
