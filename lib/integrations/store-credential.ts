import 'server-only'
import type { Credential } from '#lib/cloudflare/credential.ts'
import type { Tx } from '#lib/database.ts'
import { placeOf } from '#lib/integrations/credential-place.ts'
import { uuidv7 } from '#lib/uuid.ts'
import { kekIdOf } from '#lib/vault/envelope.ts'
import type { SealProvider } from '#lib/vault/keys/provider.ts'
import { maskOf } from '#lib/vault/mask.ts'
import { sealCredential } from '#lib/vault/seal.ts'

/** One version of a credential, sealed and ready to be written. */
export interface SealedCredential {
  id: string
  customerId: string
  integrationId: string
  version: number
  kind: Credential['kind']
  email: string | null
  mask: string
  accountId: string
  kekId: string
  sealed: Uint8Array<ArrayBuffer>
}

interface Owner {
  customerId: string
  integrationId: string
  accountId: string
  version: number
}

/** Seals a credential to its place. Done before the transaction begins: sealing is slow, locks are not to wait for it. */
export async function sealFor(
  provider: SealProvider,
  credential: Credential,
  owner: Owner,
): Promise<SealedCredential> {
  const row = { id: uuidv7(), ...owner, kind: credential.kind }
  const sealed = await sealCredential(provider, credential, placeOf(row))
  const email = credential.kind === 'global_key' ? credential.email : null
  return { ...row, email, mask: maskOf(credential), kekId: kekIdOf(sealed), sealed }
}

/** Writes a new version and destroys the sealed bytes of all earlier ones. */
export async function storeCredential(tx: Tx, row: SealedCredential): Promise<void> {
  const { customerId, integrationId } = row
  await destroyCredentials(tx, { customerId, integrationId })
  await tx.credential.create({ data: row, select: { id: true } })
}

/** Empties the sealed bytes of every version that an integration has; what they were about stays. */
export async function destroyCredentials(
  tx: Tx,
  where: { customerId: string; integrationId: string },
): Promise<void> {
  await tx.credential.updateMany({
    where: { ...where, destroyedAt: null },
    data: { sealed: null, destroyedAt: new Date() },
  })
}
