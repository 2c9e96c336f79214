import 'server-only'
import type { Credential } from '#lib/cloudflare/credential.ts'
import type { Database, Tx } from '#lib/database.ts'
import { placeOf } from '#lib/integrations/credential-place.ts'
import { tokenIdOf } from '#lib/samples/token-id.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { openCredential } from '#lib/vault/open.ts'
import type { VerificationIds } from '#worker/take-subject.ts'

/** Newer records are wanted for this sample, and this credential reads them. */
export interface SampleSubject extends VerificationIds {
  integrationId: string
  accountId: string
  credentialVersion: number
  credential: Credential
  tokenId: string | null
}

/**
 * Opens what a refresh is about. Null when there is nothing to read: nobody waits for it any more, a newer verification
 * has brought its own sample, the integration was disconnected, or its Account ID is being corrected.
 * @throws SealError when the stored bytes do not open.
 */
export async function takeSample(
  database: Database,
  vault: UnsealProvider,
  ids: VerificationIds,
): Promise<SampleSubject | null> {
  const { customerId } = ids
  const found = await database.forCustomer(customerId, async (tx) => {
    const sample = await tx.sample.findFirst({
      where: { ...ids, refreshAskedAt: { not: null } },
      select: { integration: { select: { id: true, accountId: true, state: true } } },
    })
    if (!sample || sample.integration.state === 'disconnected') return null
    const { id: integrationId, accountId } = sample.integration
    const stored = await newestCredential(tx, customerId, integrationId)
    if (!stored?.sealed || stored.accountId !== accountId) {
      await tx.sample.updateMany({ where: ids, data: { refreshAskedAt: null } })
      return null
    }
    const tokenId = await tokenIdOf(tx, { customerId, integrationId })
    return { integrationId, accountId, stored: { ...stored, sealed: stored.sealed }, tokenId }
  })
  if (!found) return null
  const { stored, ...rest } = found
  const credential = await openCredential(vault, stored.sealed, placeOf(stored))
  return { ...ids, ...rest, credentialVersion: stored.version, credential }
}

export function newestCredential(tx: Tx, customerId: string, integrationId: string) {
  return tx.credential.findFirst({
    where: { customerId, integrationId, destroyedAt: null },
    select: { id: true, customerId: true, version: true, kind: true, accountId: true, sealed: true },
    orderBy: { version: 'desc' },
  })
}
