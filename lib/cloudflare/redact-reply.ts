import type { Credential } from '#lib/cloudflare/credential.ts'
import { plainText } from '#lib/cloudflare/plain-text.ts'
import type { ReplyError } from '#lib/cloudflare/response.ts'

/** Takes the credential out of a text that came back: some services echo what they refuse. */
export function redact(text: string, credential: Credential): string {
  const secret = credential.kind === 'api_token' ? credential.token.reveal() : credential.key.reveal()
  // A shorter text is no secret and would tear holes into ordinary words.
  return secret.length < 8 ? text : text.replaceAll(secret, '[credential]')
}

/** Redacts again after cleaning: an escaped or interrupted echo only becomes visible then. */
export function cleanErrors(errors: ReplyError[], credential: Credential): ReplyError[] {
  return errors.map((error) => ({
    ...error,
    message: plainText(redact(plainText(redact(error.message, credential), 2000), credential), 300),
  }))
}
