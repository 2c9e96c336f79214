import type { Credential } from '#lib/cloudflare/credential.ts'
import { Secret } from '#lib/secret.ts'

type CredentialInput =
  | { kind: 'api_token'; token: string }
  | { kind: 'global_key'; email: string; key: string }

/** What a form brought, with the secret put where it cannot slip out. */
export function toCredential(input: CredentialInput): Credential {
  return input.kind === 'api_token'
    ? { kind: 'api_token', token: new Secret(input.token) }
    : { kind: 'global_key', email: input.email, key: new Secret(input.key) }
}
