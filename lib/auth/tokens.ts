import 'server-only'
import { createHash, randomBytes, randomInt } from 'node:crypto'

/** What a stored hash is of: the same text under another purpose gives another hash. */
type Purpose = 'session' | 'sign-in-nonce' | 'sign-in-link' | 'sign-in-code' | 'step-up-code'

/** 256 random bits, safe in a URL and in a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

// Without 0, 1, I, L, O, U: read from one screen and typed into another. 30^8 is about 39 bits, for five tries.
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code to type, "ABCD-2345". */
export function newCode(): string {
  const pick = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return `${pick()}-${pick()}`
}

/** What was typed, in the spelling of `newCode`. */
export function cleanCode(typed: string): string {
  const text = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return `${text.slice(0, 4)}-${text.slice(4)}`
}

/** Tokens are random enough that a plain hash is enough; only the hash is stored. */
export function hashToken(purpose: Purpose, token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(`aquila/${purpose}/v1\0${token}`).digest())
}
