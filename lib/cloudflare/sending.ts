import 'server-only'
import { createHash } from 'node:crypto'
import type { Credential } from '#lib/cloudflare/credential.ts'

/** True when the credential can travel in a header at all. Anything else must be refused before a call. */
export function isSendable(credential: Credential): boolean {
  const values =
    credential.kind === 'api_token'
      ? [credential.token.reveal()]
      : [credential.email, credential.key.reveal()]
  return values.every(isHeaderValue)
}

export function isHeaderValue(text: string): boolean {
  return /^[\x21-\x7e]{1,4096}$/.test(text)
}

/** One scheme or the other, never both: Cloudflare would pick one and the answer would be about that. */
export function headersFor(credential: Credential): Record<string, string> {
  if (!isSendable(credential)) throw new Error('A credential that cannot be a header reached the client')
  const common = { accept: 'application/json', 'user-agent': 'AQUILA-Cloudflare-Portal' }
  return credential.kind === 'api_token'
    ? { ...common, authorization: `Bearer ${credential.token.reveal()}` }
    : { ...common, 'x-auth-email': credential.email, 'x-auth-key': credential.key.reveal() }
}

/** Tells credentials apart without holding one. */
export function limiterKey(credential: Credential): string {
  const secret = credential.kind === 'api_token' ? credential.token : credential.key
  return createHash('sha256').update(secret.reveal()).digest('base64')
}
