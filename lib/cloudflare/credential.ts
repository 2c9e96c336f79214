import type { Secret } from '#lib/secret.ts'

/** The two ways to authenticate at Cloudflare, in the words of the product. */
export type Credential =
  | { kind: 'api_token'; token: Secret }
  | { kind: 'global_key'; email: string; key: Secret }

export type CredentialKind = Credential['kind']
