import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import { creationOf } from '#lib/cloudflare/audit-creation.ts'
import type { AuditRecord, AuditSample } from '#lib/cloudflare/audit-record.ts'
import type { Tx } from '#lib/database.ts'
import { openSample } from '#lib/samples/cipher.ts'
import { tokenIdOf } from '#lib/samples/token-id.ts'
import { webKeys } from '#lib/vault/web-keys.ts'

/** The sealed sample of the member's own integration, with what is needed to open it; null when there is none, or none any more. */
export async function selectSealed(tx: Tx, member: Member, integrationId: string) {
  const { customerId } = member
  const row = await tx.sample.findFirst({
    where: { customerId, integrationId },
    select: { verificationId: true, sealed: true },
  })
  if (!row?.sealed) return null
  const place = { customerId, integrationId, verificationId: row.verificationId }
  return { sealed: row.sealed, place, tokenId: await tokenIdOf(tx, { customerId, integrationId }) }
}

type Sealed = NonNullable<Awaited<ReturnType<typeof selectSealed>>>

export interface OpenedSample extends AuditSample {
  /** The record of the creation of the token that AQUILA reads with. */
  creation: AuditRecord | null
}

/** @throws SealError when the bytes were not sealed for this place. */
export async function openSealed({ sealed, place, tokenId }: Sealed): Promise<OpenedSample> {
  const sample = JSON.parse(openSample(await webKeys.samplesKey(), sealed, place)) as AuditSample
  return { ...sample, creation: creationOf(sample.records, { id: tokenId }) }
}
