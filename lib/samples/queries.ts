import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import type { AuditSample } from '#lib/cloudflare/audit-record.ts'
import { webDatabase } from '#lib/db.ts'
import { openSample } from '#lib/samples/cipher.ts'
import { webKeys } from '#lib/vault/web-keys.ts'

export interface StoredSample extends AuditSample {
  /** RFC 3339, when it was read from Cloudflare. */
  readAt: string
}

/** The audit-log records that the last successful reading brought; null when there was none. */
export async function findSample(member: Member, integrationId: string): Promise<StoredSample | null> {
  const { customerId } = member
  const row = await webDatabase().forCustomer(customerId, (tx) =>
    tx.sample.findFirst({
      where: { customerId, integrationId },
      select: { verificationId: true, sealed: true, readAt: true },
    }),
  )
  if (!row) return null
  const place = { customerId, integrationId, verificationId: row.verificationId }
  const sample = JSON.parse(openSample(await webKeys.samplesKey(), row.sealed, place)) as AuditSample
  return { ...sample, readAt: row.readAt.toISOString() }
}
