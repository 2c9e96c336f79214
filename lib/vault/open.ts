import 'server-only'
import { z } from 'zod'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { Secret } from '#lib/secret.ts'
import { type CredentialContext, contextBytes } from '#lib/vault/context.ts'
import { openEnvelope } from '#lib/vault/envelope-open.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { SealError } from '#lib/vault/seal-error.ts'

/**
 * The only door out of the vault, for the worker: opens what `sealCredential` sealed to this very place.
 * Bytes are cleared after use; the strings inside the result cannot be, so keep it no longer than one job.
 * @throws SealError on every failure, whatever its cause
 */
export async function openCredential(
  provider: UnsealProvider,
  sealed: Uint8Array,
  context: CredentialContext,
): Promise<Credential> {
  const plaintext = await openEnvelope(provider, sealed, contextBytes(context))
  try {
    const credential = parse(plaintext)
    if (credential.kind !== context.kind) throw new SealError()
    return credential
  } finally {
    plaintext.fill(0)
  }
}

const payload = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('api_token'), token: z.string() }),
  z.strictObject({ kind: z.literal('global_key'), email: z.string(), key: z.string() }),
])

function parse(plaintext: Buffer): Credential {
  try {
    const found = payload.parse(JSON.parse(plaintext.toString('utf8')))
    return found.kind === 'api_token'
      ? { kind: found.kind, token: new Secret(found.token) }
      : { kind: found.kind, email: found.email, key: new Secret(found.key) }
  } catch {
    // The cause quotes what it could not read, so it must not travel with the error.
    throw new SealError()
  }
}
