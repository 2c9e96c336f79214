import type * as z from 'zod'
import type { CloudflareCalls } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { recognizeCredential } from '#lib/cloudflare/credential-kind.ts'
import { type Reading, read } from '#lib/cloudflare/reading.ts'
import type { Reply } from '#lib/cloudflare/reply.ts'
import { user, verifiedToken } from '#lib/cloudflare/response.ts'

type TokenFamily = 'user' | 'account'

/** What Cloudflare says about the credential itself. `family`: which of the two answered for a token. */
export type Identity =
  | { kind: 'api_token'; family: TokenFamily | null; reading: Reading<z.infer<typeof verifiedToken>> }
  | { kind: 'global_key'; reading: Reading<z.infer<typeof user>> }

type Ask = (call: () => Promise<Reply>) => Promise<Reply>

/**
 * Asks who the credential is. A user token is known only at the user's endpoint and an account-owned one only
 * at its account's; each refuses the other family exactly as it refuses a dead token. So a refusal by one is
 * an answer only after the other has refused as well.
 */
export async function askIdentity(
  calls: CloudflareCalls,
  credential: Credential,
  accountId: string | null,
  ask: Ask,
): Promise<Identity> {
  if (credential.kind === 'global_key') {
    return { kind: 'global_key', reading: read(await ask(() => calls.get('/user', {})), user) }
  }
  const verifyAt = {
    user: () => calls.get('/user/tokens/verify', {}),
    account: (id: string) => calls.get('/accounts/{account_id}/tokens/verify', { account_id: id }),
  }
  const families: TokenFamily[] = ['user', 'account']
  if (recognizeCredential(credential.token.reveal()) === 'account_token') families.reverse()

  let telling: Reading<z.infer<typeof verifiedToken>> | null = null
  for (const family of families) {
    if (family === 'account' && accountId === null) continue
    const reply = await ask(() => (family === 'user' ? verifyAt.user() : verifyAt.account(accountId ?? '')))
    const reading = read(reply, verifiedToken)
    if (reading.outcome === 'ok') return { kind: 'api_token', family, reading }
    // An unclear second answer leaves the question open; otherwise the family's own endpoint has the say.
    if (telling === null || reading.outcome === 'unclear') telling = reading
    if (!worthAskingTheOther(reading)) break
  }
  if (telling === null) throw new Error('No endpoint was asked for the identity of a token')
  return { kind: 'api_token', family: null, reading: telling }
}

/** Not after trouble that passes by itself; an answer that makes no sense may be this endpoint's way to refuse the other family. */
function worthAskingTheOther(reading: Reading<unknown>): boolean {
  if (reading.outcome === 'unclear') return ['unexplained_refusal', 'bad_answer'].includes(reading.reason)
  if (reading.outcome !== 'refused') return false
  return ['token_unknown', 'forbidden', 'account_token_not_taken', 'not_found', 'token_spreading'].includes(
    reading.refusal,
  )
}
