import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { CredentialContext } from '#lib/vault/context.ts'

interface CredentialRow {
  id: string
  customerId: string
  version: number
  kind: CredentialKind
  accountId: string
}

/** What a stored credential is sealed to: its own row and the account it was entered for. */
export function placeOf({ id, customerId, version, kind, accountId }: CredentialRow): CredentialContext {
  return { env: 'prod', customerId, credentialId: id, version, kind, accountId }
}
