import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import { encodeContext } from '#lib/vault/envelope.ts'
import { SealError } from '#lib/vault/seal-error.ts'

/** The place a sealed credential belongs to. It opens there and nowhere else. */
export interface CredentialContext {
  env: 'prod' | 'stage' | 'test'
  customerId: string
  credentialId: string
  version: number
  kind: CredentialKind
  accountId: string
}

/**
 * The context as bytes. Ids are taken in their one canonical spelling only: a credential sealed under an
 * upper-case id would not open under the lower-case one that the database gives back.
 * @throws SealError when a field is missing or not canonical
 */
export function contextBytes(context: CredentialContext): Uint8Array {
  const fields = {
    app: 'cf-onboarding',
    env: one(context.env, /^(prod|stage|test)$/),
    table: 'credential',
    tenant: one(context.customerId, UUID),
    id: one(context.credentialId, UUID),
    ver: one(String(context.version), /^[1-9][0-9]{0,9}$/),
    kind: one(context.kind, /^(api_token|global_key)$/),
    acct: one(context.accountId, /^[0-9a-f]{32}$/),
    // An integration has any number of zones, so a credential is bound to none.
    zone: '-',
  }
  return encodeContext(fields)
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function one(value: string, shape: RegExp): string {
  if (!shape.test(value)) throw new SealError()
  return value
}
