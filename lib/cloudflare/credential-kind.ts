/** What a pasted text is by its shape. Only a hint: Cloudflare has added prefixes before, so it alone decides. */
export type RecognizedKind =
  | 'user_token'
  | 'account_token'
  | 'token_legacy'
  | 'global_key'
  | 'oauth_token'
  | 'origin_ca_key'
  | 'tunnel_token'
  | 'jwt'
  | 'r2_secret'
  | 'access_service_token'
  | 'id'
  | 'unknown'

/** Removes what a copy brings along: blanks, line ends, invisible characters, quotes, header names, "Bearer". */
export function cleanPaste(text: string): string {
  // A tunnel token is the longest thing people paste by mistake; anything beyond this is no credential.
  let rest = inCommand(text.slice(0, maxPaste).replace(invisible, '').trim())
  for (let round = 0; round < 4; round += 1) {
    const before = rest
    rest = rest.replace(leadingWords, '').replace(surroundingQuotes, '').trim()
    if (rest === before) break
  }
  return rest.replace(/\s/g, '')
}

/** The credential of a whole command: Cloudflare shows a curl call to try a new token with, and people copy all of it. */
function inCommand(text: string): string {
  return /^curl\s/.exec(text) ? (headerInCommand.exec(text)?.[1] ?? text) : text
}

/** An account or zone id as Cloudflare prints it: 32 lowercase hexadecimal characters, nothing around them. */
export function cleanId(text: string): string {
  return cleanPaste(text).toLowerCase()
}

/** Sorts a pasted text by its shape (Cloudflare docs "Token formats"; the other shapes are common mistakes). */
export function recognizeCredential(text: string): RecognizedKind {
  const value = cleanPaste(text)
  return shapes.find(([, shape]) => shape.test(value))?.[0] ?? 'unknown'
}

const maxPaste = 4096

/** Control characters without tab and line ends, and everything Unicode calls formatting (BOM, zero width, direction). */
const invisible = /(?![\t\n\r])\p{Cc}|\p{Cf}/gu
const leadingWords = /^(?:authorization[ \t]*:|x-auth-key[ \t]*:|bearer(?=\s))/i
const headerInCommand = /["'](?:authorization[ \t]*:[ \t]*bearer|x-auth-key[ \t]*:)[ \t]*([^"'\s]+)["']/i
const surroundingQuotes = /^["'`“”‘’«»]+|["'`“”‘’«»]+$/g

// First match wins. 40 lowercase hexadecimal characters are a key: a token of 40 drawn from 64 characters
// is never all hexadecimal by chance. The checksum after `cf…_` has no published length, hence the range.
const shapes: readonly (readonly [RecognizedKind, RegExp])[] = [
  ['user_token', /^cfut_[A-Za-z0-9_-]{41,64}$/],
  ['account_token', /^cfat_[A-Za-z0-9_-]{41,64}$/],
  ['global_key', /^(?:cfk_[A-Za-z0-9_-]{41,64}|[0-9a-f]{37,45})$/],
  ['oauth_token', /^cfoat_/],
  ['origin_ca_key', /^v1\.0-/],
  ['jwt', /^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/],
  ['tunnel_token', /^eyJ/],
  ['r2_secret', /^[0-9a-f]{64}$/],
  ['access_service_token', /^[0-9a-f]{32}\.access$/],
  ['id', /^[0-9a-f]{32}$/],
  ['token_legacy', /^[A-Za-z0-9_-]{40}$/],
]
