import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import { cleanPaste, type RecognizedKind, recognizeCredential } from '#lib/cloudflare/credential-kind.ts'
import { keyProblem, tokenProblem } from '#lib/integrations/credential-problem.ts'

export interface PasteHint {
  tone: 'passed' | 'unsure' | 'info'
  text: string
  /** The method that would take this. */
  switchTo: CredentialKind | null
}

/** What can be said about a half-typed secret; null while it is too early to say anything. */
export function pasteHint(text: string, method: CredentialKind): PasteHint | null {
  const cleaned = cleanPaste(text)
  if (cleaned.length < 20) return null
  const kind = recognizeCredential(cleaned)
  const fits = belongsTo[kind]
  if (fits?.method === method) return { tone: 'passed', text: `Looks like ${fits.name}.`, switchTo: null }
  if (fits)
    return { tone: 'unsure', text: `This looks like ${fits.name}. Switch method?`, switchTo: fits.method }
  const problem = method === 'api_token' ? tokenProblem(cleaned) : keyProblem(cleaned)
  if (problem) return { tone: 'unsure', text: problem, switchTo: null }
  return { tone: 'info', text: unknownForm(cleaned), switchTo: null }
}

/**
 * The method that a paste is whole for, so that it can be taken as it is; null where only a person can say. A shape is a
 * reason to go on by itself, never one to refuse.
 */
export function methodOf(text: string): CredentialKind | null {
  const cleaned = cleanPaste(text)
  const kind = recognizeCredential(cleaned)
  // 40 characters may be the first 40 of a longer token that is still being typed.
  if (kind === 'token_legacy' && prefixed.test(cleaned)) return null
  return belongsTo[kind]?.method ?? null
}

/** Whether Cloudflare can be asked about it already: whole, and for a key with the address that it belongs to. */
export function isWhole(method: CredentialKind, secret: string, email: string): boolean {
  if (methodOf(secret) !== method) return false
  return method === 'api_token' || /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email.trim())
}

const prefixed = /^cf[a-z]{1,4}_/

const belongsTo: Partial<Record<RecognizedKind, { method: CredentialKind; name: string }>> = {
  account_token: { method: 'api_token', name: 'an account API token' },
  user_token: { method: 'api_token', name: 'a user API token' },
  token_legacy: { method: 'api_token', name: 'an API token in its older form' },
  global_key: { method: 'global_key', name: 'a Global API Key' },
}

const beginnings: readonly (readonly [string, string])[] = [
  ['cfut_', 'a user API token'],
  ['cfat_', 'an account API token'],
  ['cfk_', 'a Global API Key'],
]

function unknownForm(cleaned: string): string {
  const begun = beginnings.find(([prefix]) => cleaned.startsWith(prefix))?.[1]
  return begun
    ? `Begins like ${begun}, but has not its usual length: a part may be missing. Cloudflare decides.`
    : 'A form AQUILA does not know. Cloudflare decides.'
}
