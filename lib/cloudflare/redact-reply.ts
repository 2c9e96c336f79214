import type { Credential } from '#lib/cloudflare/credential.ts'
import { withoutPieces } from '#lib/cloudflare/pieces.ts'
import { plainText } from '#lib/cloudflare/plain-text.ts'
import type { ReplyError } from '#lib/cloudflare/response.ts'

/** Takes the credential out of a text that came back: some services echo what they refuse. */
export function redact(text: string, credential: Credential): string {
  const secret = secretOf(credential)
  // A shorter text is no secret and would tear holes into ordinary words.
  return secret.length < 8 ? text : text.replaceAll(secret, '[credential]')
}

/** The part of a credential that nobody may see. */
export function secretOf(credential: Credential): string {
  return credential.kind === 'api_token' ? credential.token.reveal() : credential.key.reveal()
}

/** Redacts again after cleaning: an escaped or interrupted echo only becomes visible then. */
export function cleanErrors(errors: ReplyError[], credential: Credential): ReplyError[] {
  const secret = secretOf(credential)
  return errors.map((error) => ({
    ...error,
    // A code of GraphQL is a word, and could be a piece too.
    code:
      typeof error.code === 'string' && withoutPieces(error.code, secret) !== error.code ? null : error.code,
    message: withoutPieces(
      plainText(redact(plainText(redact(error.message, credential), 2000), credential), 300),
      secret,
    ),
  }))
}
