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
  if (kind === 'unknown')
    return { tone: 'info', text: 'A form AQUILA does not know. Cloudflare decides.', switchTo: null }
  const fits = belongsTo[kind]
  if (fits === undefined) {
    const problem = method === 'api_token' ? tokenProblem(cleaned) : keyProblem(cleaned)
    return { tone: 'unsure', text: problem ?? '', switchTo: null }
  }
  if (fits.method === method) return { tone: 'passed', text: `Looks like ${fits.name}.`, switchTo: null }
  return { tone: 'unsure', text: `This looks like ${fits.name}. Switch method?`, switchTo: fits.method }
}

const belongsTo: Partial<Record<RecognizedKind, { method: CredentialKind; name: string }>> = {
  account_token: { method: 'api_token', name: 'an account API token' },
  user_token: { method: 'api_token', name: 'a user API token' },
  token_legacy: { method: 'api_token', name: 'an API token in its older form' },
  global_key: { method: 'global_key', name: 'a Global API Key' },
}
