import { secretOf } from '#app/integrations/new/fields.ts'
import type { ActionResult } from '#lib/action-result.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { Discovery } from '#lib/integrations/discovery.ts'

export type Lookup =
  | { status: 'none' }
  | { status: 'looking' }
  | { status: 'found'; discovery: Discovery }
  /** The portal itself gave no lists: a limit, a lost connection, an ended session. */
  | { status: 'refused'; sentence: string }

export interface Question {
  method: CredentialKind
  secret: string
  /** "" for a token. */
  email: string
}

const longestMs = 12_000

/** Asks the portal what a credential sees. Calling it off ends the portal's own questions to Cloudflare as well. */
export async function askDiscovery(
  { method, secret, email }: Question,
  calledOff: AbortSignal,
): Promise<Lookup> {
  const form = new FormData()
  form.set('kind', method)
  form.set(secretOf[method], secret)
  if (method === 'global_key') form.set('email', email)
  try {
    const answer = await fetch('/api/discovery', {
      method: 'POST',
      body: form,
      // To the sign-in page: a redirect would take the form along.
      redirect: 'manual',
      signal: AbortSignal.any([calledOff, AbortSignal.timeout(longestMs)]),
    })
    if (answer.type === 'opaqueredirect') return signedOut
    return fromResult((await answer.json()) as ActionResult<Discovery>)
  } catch {
    return noAnswer
  }
}

function fromResult(result: ActionResult<Discovery>): Lookup {
  if (result.status === 'found') return { status: 'found', discovery: result.data }
  if (result.status === 'invalid')
    return { status: 'refused', sentence: Object.values(result.fields)[0] ?? result.message }
  return result.status === 'idle' ? noAnswer : { status: 'refused', sentence: result.message }
}

const noAnswer: Lookup = {
  status: 'refused',
  sentence:
    'The portal could not be reached, so nothing was looked up. This says nothing about the credential.',
}
const signedOut: Lookup = {
  status: 'refused',
  sentence:
    'Your session has ended, so nothing was looked up. Sign in again in another tab, then look again.',
}
