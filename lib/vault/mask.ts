import type { Credential } from '#lib/cloudflare/credential.ts'

/** What a screen may show of a secret: "cfut_…7f3a", or "…1a2b" where Cloudflare gave it no prefix. */
export function maskOf(credential: Credential): string {
  const secret = (credential.kind === 'api_token' ? credential.token : credential.key).reveal()
  // Cloudflare's shortest secret has 37 characters; four of something much shorter would tell too much of it.
  if (secret.length < 32) return '…'
  const prefix = /^cf[a-z]{1,4}_/.exec(secret)?.[0] ?? ''
  return `${prefix}…${secret.slice(-4)}`
}
