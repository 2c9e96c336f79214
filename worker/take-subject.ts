import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import type { Database, Tx } from '#lib/database.ts'
import { placeOf } from '#lib/integrations/credential-place.ts'
import { sealFor, storeCredential } from '#lib/integrations/store-credential.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { openCredential } from '#lib/vault/open.ts'
import type { VerificationTrigger } from '#prisma/generated/enums.ts'
import { lockRunning } from '#worker/lock-running.ts'

export interface VerificationIds {
  customerId: string
  verificationId: string
}

/** What one verification is about, with the credential opened. */
export interface Subject extends VerificationIds {
  integrationId: string
  accountId: string
  zoneIds: string[]
  credential: Credential
  /** The credential was entered just now and may not be known everywhere at Cloudflare yet. */
  fresh: boolean
}

/**
 * Marks a verification as begun and opens what it is about. Null when there is nothing to verify: finished already,
 * superseded, disconnected, or nobody asked for it while the integration is paused.
 * @throws SealError when the stored bytes do not open.
 */
export async function takeSubject(
  database: Database,
  vault: UnsealProvider,
  { customerId, verificationId }: VerificationIds,
): Promise<Subject | null> {
  const begun = await database.forCustomer(customerId, (tx) => begin(tx, customerId, verificationId))
  if (!begun) return null
  const { integration, stored, trigger } = begun
  const credential = await openCredential(vault, stored.sealed, placeOf(stored))
  const subject = {
    customerId,
    verificationId,
    integrationId: integration.id,
    accountId: integration.accountId,
    zoneIds: integration.zones.map((zone) => zone.zoneId),
    credential,
    fresh: trigger === 'connect' || trigger === 'replace',
  }
  if (stored.accountId === integration.accountId) return subject
  return (await rebind(database, vault, subject, stored)) ? subject : null
}

async function begin(tx: Tx, customerId: string, verificationId: string) {
  const verification = await tx.verification.findFirst({
    where: { id: verificationId, customerId, finishedAt: null },
    select: {
      trigger: true,
      startedAt: true,
      integration: {
        select: {
          id: true,
          accountId: true,
          state: true,
          pausedAt: true,
          zones: { select: { zoneId: true }, orderBy: { id: 'asc' } },
        },
      },
    },
  })
  if (!verification || verification.integration.state === 'disconnected') return null
  const { integration, trigger } = verification
  // It waits on: whoever ends the pause, or asks for a verification, pulls it forward. One that had begun, and whose worker
  // died, goes on: nobody could make it their own any more.
  if (integration.pausedAt && byItself.has(trigger) && !verification.startedAt) return null
  const stored = await tx.credential.findFirst({
    where: { customerId, integrationId: integration.id, destroyedAt: null },
    select: { id: true, customerId: true, version: true, kind: true, accountId: true, sealed: true },
    orderBy: { version: 'desc' },
  })
  if (!stored?.sealed) return null
  if (!verification.startedAt) {
    await tx.verification.updateMany({
      where: { id: verificationId, customerId },
      data: { startedAt: new Date(), accountId: integration.accountId, credentialVersion: stored.version },
    })
    await tx.$queryRaw`select pg_notify('integration', ${integration.id})::text`
  }
  return { integration, trigger, stored: { ...stored, sealed: stored.sealed } }
}

/** Verifications that nobody asked for. */
const byItself = new Set<VerificationTrigger>(['retry', 'schedule'])

interface Stored {
  version: number
  accountId: string
}

/**
 * The member corrected the Account ID: the secret is sealed anew, to the corrected account, and the version sealed
 * to the wrong one is destroyed. Only a correction that stands in the trail is followed, so that a row changed by
 * other means cannot move a credential to another account. False when it was replaced or corrected meanwhile.
 */
async function rebind(
  database: Database,
  vault: UnsealProvider,
  subject: Subject,
  stored: Stored,
): Promise<boolean> {
  const { customerId, verificationId, integrationId, accountId, credential } = subject
  const version = stored.version + 1
  const row = await sealFor(vault, credential, { customerId, integrationId, accountId, version })
  return database.forCustomer(customerId, async (tx) => {
    if (!(await lockRunning(tx, { customerId, verificationId }))) return false
    const corrections = await tx.activity.findMany({
      where: { customerId, integrationId, action: 'integration.corrected' },
      select: { payload: true },
      orderBy: { seq: 'desc' },
      take: 1,
    })
    const payload = JSON.parse(corrections[0]?.payload ?? '{}') as { details?: { accountId?: string } }
    if (payload.details?.accountId !== accountId)
      throw new Error('The Account ID changed without a correction in the trail.')
    const live = { customerId, integrationId, destroyedAt: null }
    const newest = await tx.credential.findFirst({
      where: live,
      select: { version: true },
      orderBy: { version: 'desc' },
    })
    if (newest?.version !== stored.version) return false
    await storeCredential(tx, row)
    await tx.verification.updateMany({
      where: { id: verificationId, customerId },
      data: { credentialVersion: version },
    })
    await appendActivity(tx, {
      customerId,
      actor: { kind: 'system', process: 'worker' },
      action: 'credential.rebound',
      integrationId,
      details: { from: stored.accountId, accountId, version: String(version) },
    })
    return true
  })
}
