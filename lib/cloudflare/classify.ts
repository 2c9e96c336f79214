import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { ReplyError } from '#lib/cloudflare/response.ts'

/** What a refusal is about. */
export type Refusal =
  | CredentialRefusal
  /** No permission, or an id outside the credential: Cloudflare does not tell the two apart. */
  | 'forbidden'
  /** The endpoint takes no account-owned tokens, whatever they may. */
  | 'account_token_not_taken'
  /** The id leads nowhere. */
  | 'not_found'
  /** A token so new that not every service knows it yet. */
  | 'token_spreading'
  | 'internal_error'
  | 'other'

/** Refusals that hold for the credential as a whole, whatever was asked. */
export type CredentialRefusal =
  | 'malformed_header'
  | 'key_malformed'
  | 'email_malformed'
  | 'key_and_email_malformed'
  | 'token_unknown'
  | 'key_or_email_unknown'
  | 'ip_filtered'
  | 'locked_out'

/** Sorts a refusal by its codes; texts decide only where Cloudflare uses one code for many things. */
export function classifyRefusal(status: number, errors: readonly ReplyError[]): Refusal {
  const has = (code: number, text: RegExp = /^/) =>
    errors.some((e) => e.code === code && text.test(e.message))
  if (has(6103) && has(6102)) return 'key_and_email_malformed'
  if (has(6103) || has(9107)) return 'key_malformed'
  if (has(6102)) return 'email_malformed'
  if (has(9106, /^missing x-auth-email header/i)) return 'email_malformed'
  if (has(6111) || has(6003) || has(9106)) return 'malformed_header'
  if (has(10502) || has(9109, /max auth failures/i)) return 'locked_out'
  if (has(9109, /from location/i)) return 'ip_filtered'
  if (has(1000) || has(9109, /invalid access token/i)) return 'token_unknown'
  if (has(9103)) return 'key_or_email_unknown'
  if (has(10001, /internal error/i)) return 'internal_error'
  if (has(10001, /unable to authenticate/i)) return 'token_spreading'
  if (has(7003) || has(7000) || has(1001, /invalid zone identifier/i)) return 'not_found'
  if (errors.some(({ message }) => saysFamily(message))) return 'account_token_not_taken'
  return isForbidden(status, errors) ? 'forbidden' : 'other'
}

/** Said in words, with a code (1011, 1001) that means other things elsewhere. */
export function saysFamily(message: string): boolean {
  return /does not support account[- ]owned tokens/i.test(message)
}

function isForbidden(status: number, errors: readonly ReplyError[]): boolean {
  const isRefusing = status === 401 || status === 403
  return errors.some(
    (error) =>
      error.code === 9109 ||
      error.code === 10000 ||
      error.code === 10002 ||
      saysForbidden(error) ||
      // A refusing status alone is no reason: an account can be closed to the API, or blocked, with codes unknown here.
      (isRefusing && (error.code === 0 || error.code === 10001 || plainWords.test(error.message))),
  )
}

const plainWords =
  /\bforbidden\b|authentication error|authorization fail|(?:un|not )authori[sz]ed|access denied|permission/i

/** A refusal in so many words: GraphQL refuses with a word for a code, or with none, inside a 200. */
export function saysForbidden({ code, message }: ReplyError): boolean {
  if (typeof code === 'string' && code.toLowerCase() === 'authz') return true
  return code === null && /does not have (?:permission|access)|(?:not|n't) authorized/i.test(message)
}

/** What a refusal means for the kind of credential that was sent: of a token no key can be wrong, and the reverse. */
export function fittingRefusal(
  kind: CredentialKind,
  refusal: Exclude<Refusal, 'internal_error' | 'other'>,
): Exclude<Refusal, 'internal_error' | 'other'> {
  if (kind === 'global_key') {
    if (refusal === 'malformed_header') return 'key_and_email_malformed'
    return refusal === 'token_unknown' ? 'key_or_email_unknown' : refusal
  }
  if (refusal === 'key_or_email_unknown') return 'token_unknown'
  return isAboutCredential(refusal) && refusal.endsWith('malformed') ? 'malformed_header' : refusal
}

export function isAboutCredential(refusal: Refusal): refusal is CredentialRefusal {
  return credentialRefusals.has(refusal)
}

/** The address that a client IP filter refused: Cloudflare names the one it saw, which is AQUILA's own. */
export function refusedAddress(errors: readonly ReplyError[]): string | null {
  for (const { message } of errors) {
    const found = /from location: ([0-9a-fA-F.:]{3,45})/.exec(message)?.[1]
    if (found !== undefined) return found.replace(/\.$/, '')
  }
  return null
}

const credentialRefusals: ReadonlySet<Refusal> = new Set<CredentialRefusal>([
  'malformed_header',
  'key_malformed',
  'email_malformed',
  'key_and_email_malformed',
  'token_unknown',
  'key_or_email_unknown',
  'ip_filtered',
  'locked_out',
])
