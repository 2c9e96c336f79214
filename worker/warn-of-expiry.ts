import 'server-only'
import type { Database } from '#lib/database.ts'
import { expiryId, warningNow } from '#lib/notices/expiry.ts'
import { writeNotice } from '#worker/write-notice.ts'

/** How many credentials one sweep takes at most; the next one, a minute later, takes the rest. */
const most = 1000
const hour = 3600_000

interface Due {
  customerId: string
  credentialId: string
}

/** Writes the notice of every credential whose warning is due. Answers how many were due. */
export async function warnOfExpiry(database: Database): Promise<number> {
  const due = await database.transaction(
    (tx) => tx.$queryRaw<Due[]>`
      select customer_id as "customerId", credential_id as "credentialId" from app.credentials_to_warn(${most}::int)`,
  )
  for (const one of due) await warn(database, one)
  return due.length
}

async function warn(database: Database, { customerId, credentialId }: Due): Promise<void> {
  await database.forCustomer(customerId, async (tx) => {
    const now = new Date()
    const due = { id: credentialId, customerId, destroyedAt: null, warnAt: { lte: now } }
    const found = await tx.credential.findFirst({
      where: due,
      select: {
        expiresOn: true,
        integrationId: true,
        integration: { select: { state: true, lastVerifiedAt: true } },
      },
    })
    if (!found) return
    const { expiresOn, integrationId, integration } = found
    const { kind, next } = expiresOn ? warningNow(expiresOn, now) : { kind: null, next: null }
    // With a credential that does not work anyway the date is not the news: it is looked at again in an hour.
    const waits = kind !== null && (integration.state === 'needs_attention' || !integration.lastVerifiedAt)
    // Of two sweeps at once the second finds it no longer due.
    const taken = await tx.credential.updateMany({
      where: due,
      data: { warnAt: waits ? new Date(now.getTime() + hour) : next },
    })
    if (taken.count === 0 || waits || kind === null || expiresOn === null) return
    await writeNotice(tx, { customerId, integrationId, kind, about: expiryId(credentialId, expiresOn) })
  })
}
