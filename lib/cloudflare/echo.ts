import type { Credential } from '#lib/cloudflare/credential.ts'
import { withoutPieces } from '#lib/cloudflare/pieces.ts'

/**
 * Whether an answer has a piece of the credential in it that a plain replacement did not find: spelled with escapes, cut,
 * or backwards. Cloudflare answers nothing of the kind, so such an answer is not believed, and nothing of it is kept.
 */
export function echoes(body: string, credential: Credential): boolean {
  const secret = (credential.kind === 'api_token' ? credential.token : credential.key).reveal()
  const plain = body.replace(/\\u00([0-7][0-9a-f])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  return withoutPieces(plain, secret) !== plain
}
