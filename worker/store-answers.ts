import 'server-only'
import type { AuditSample } from '#lib/cloudflare/audit-record.ts'
import type { Check } from '#lib/cloudflare/check.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import type { Database, Tx } from '#lib/database.ts'
import { firstWarningAt, isSameExpiry } from '#lib/notices/expiry.ts'
import { type SamplesKey, sealSample } from '#lib/samples/cipher.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { lockRunning } from '#worker/lock-running.ts'
import { sampleText } from '#worker/sample-text.ts'
import type { VerificationIds } from '#worker/take-subject.ts'

/** Stores one settled check and tells the page. False when the verification has been superseded. */
export function storeCheck(database: Database, ids: VerificationIds, check: Check): Promise<boolean> {
  return whileRunning(database, ids, async (tx, integrationId) => {
    const { customerId, verificationId } = ids
    const { name, subject, result, failure, facts } = check
    const evidence = check.evidence ? { ...check.evidence } : Prisma.JsonNull
    const data = { result, failure, facts, evidence, settledAt: new Date() }
    await tx.check.upsert({
      where: { verificationId_name_subject: { verificationId, name, subject } },
      create: { customerId, verificationId, name, subject, ...data },
      update: data,
      select: { id: true },
    })
    if (check.result === 'passed') await learnNames(tx, customerId, integrationId, check)
  })
}

/** Stores the audit-log records, encrypted, in the place of the last ones. False when superseded. */
export function storeSample(
  database: Database,
  key: SamplesKey,
  ids: VerificationIds,
  sample: AuditSample,
): Promise<boolean> {
  return whileRunning(database, ids, async (tx, integrationId) => {
    const { customerId, verificationId } = ids
    const sealed = sealSample(key, sampleText(sample), { customerId, integrationId, verificationId })
    const data = {
      verificationId,
      recordCount: sample.records.length,
      sealed,
      readAt: new Date(),
      // Counted anew once the verification has ended; the figures of another account must not stay.
      coverage: Prisma.DbNull,
      refreshAskedAt: null,
      refreshFailure: null,
      refreshAfter: null,
    }
    await tx.sample.upsert({
      where: { customerId_integrationId: { customerId, integrationId } },
      create: { customerId, integrationId, ...data },
      update: data,
      select: { id: true },
    })
  })
}

/** Stores which log sources the credential reads, with the verification that asked. False when superseded. */
export function storeLogSources(
  database: Database,
  ids: VerificationIds,
  sources: LogSource[],
): Promise<boolean> {
  return whileRunning(database, ids, async (tx) => {
    const { customerId, verificationId } = ids
    await tx.verification.updateMany({
      where: { id: verificationId, customerId },
      data: { logSources: sources.map((source) => ({ ...source })) },
    })
  })
}

async function whileRunning(
  database: Database,
  { customerId, verificationId }: VerificationIds,
  write: (tx: Tx, integrationId: string) => Promise<void>,
): Promise<boolean> {
  return database.forCustomer(customerId, async (tx) => {
    const running = await lockRunning(tx, { customerId, verificationId })
    if (!running) return false
    await write(tx, running.integrationId)
    await tx.$queryRaw`select pg_notify('integration', ${running.integrationId})::text`
    return true
  })
}

/** What Cloudflare calls things, and when the token ends, is kept with the things themselves. */
async function learnNames(
  tx: Tx,
  customerId: string,
  integrationId: string,
  { name, subject, facts }: Check,
): Promise<void> {
  const accountName = facts['accountName']
  const zoneName = facts['zoneName']
  if (name === 'account' && accountName) {
    await tx.integration.updateMany({ where: { id: integrationId, customerId }, data: { accountName } })
  }
  if (name === 'zone' && zoneName) {
    await tx.zone.updateMany({
      where: { customerId, integrationId, zoneId: subject },
      data: { name: zoneName },
    })
  }
  // Where Cloudflare did not say this time, what it said before still holds.
  if (name === 'status_and_expiry' && facts['expiry'] !== 'unknown') {
    const expiresOn = facts['expiresOn'] ? new Date(facts['expiresOn']) : null
    const live = { customerId, integrationId, destroyedAt: null }
    // The same date again leaves the warnings as they are; another one begins them anew.
    const present = await tx.credential.findFirst({ where: live, select: { expiresOn: true } })
    if (isSameExpiry(present?.expiresOn ?? null, expiresOn)) return
    const warnAt = expiresOn && firstWarningAt(expiresOn)
    await tx.credential.updateMany({ where: live, data: { expiresOn, warnAt } })
  }
}
