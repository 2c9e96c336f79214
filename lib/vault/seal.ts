import 'server-only'
import { randomBytes } from 'node:crypto'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { type CredentialContext, contextBytes } from '#lib/vault/context.ts'
import { DEK_LENGTH, IV_LENGTH, joinEnvelope, SALT_LENGTH, sealBody } from '#lib/vault/envelope.ts'
import type { SealProvider } from '#lib/vault/keys/provider.ts'
import { SealError } from '#lib/vault/seal-error.ts'

/**
 * The only door into the vault: seals one version of a credential to its place. Format: envelope.ts;
 * `kekIdOf` there tells the key version of the result.
 * @throws SealError when the context is not canonical, is of another kind, or the credential is too long
 * @throws what the provider rejects with when it cannot wrap now
 */
export async function sealCredential(
  provider: SealProvider,
  credential: Credential,
  context: CredentialContext,
): Promise<Uint8Array<ArrayBuffer>> {
  if (credential.kind !== context.kind) throw new SealError()
  const place = contextBytes(context)
  const plaintext = Buffer.from(JSON.stringify(payload(credential)))
  const dek = randomBytes(DEK_LENGTH)
  try {
    const random = { dek, salt: randomBytes(SALT_LENGTH), iv: randomBytes(IV_LENGTH) }
    const body = sealBody(random, plaintext, place)
    const wrapped = await provider.wrap(dek, place)
    return joinEnvelope({ wrapAlg: provider.wrapAlg, ...wrapped }, body)
  } finally {
    plaintext.fill(0)
    dek.fill(0)
  }
}

function payload(credential: Credential): Record<string, string> {
  return credential.kind === 'api_token'
    ? { kind: credential.kind, token: credential.token.reveal() }
    : { kind: credential.kind, email: credential.email, key: credential.key.reveal() }
}
