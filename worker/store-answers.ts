import 'server-only'
import type { AuditSample } from '#lib/cloudflare/audit-record.ts'
import type { Check } from '#lib/cloudflare/check.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import type { VerificationEvent } from '#lib/cloudflare/verify.ts'
import type { Database, Tx } from '#lib/database.ts'
import { firstWarningAt, isSameExpiry } from '#lib/notices/expiry.ts'
import { type SamplesKey, sealSample } from '#lib/samples/cipher.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { lockRunning } from '#worker/lock-running.ts'
import { sampleText } from '#worker/sample-text.ts'
import type { VerificationIds } from '#worker/take-subject.ts'

/**
 * Stores answers as they came and tells the page once. False when the verification has been superseded: then none of
 * them is kept.
 */
export function storeAnswers(
  database: Database,
  key: SamplesKey,
  ids: VerificationIds,
  answers: readonly VerificationEvent[],
): Promise<boolean> {
  return database.forCustomer(ids.customerId, async (tx) => {
    const running = await lockRunning(tx, ids)
    if (!running) return false
    const { integrationId } = running
    for (const answer of answers) {
      if (answer.type === 'check') await storeCheck(tx, ids, integrationId, answer.check)
      else if (answer.type === 'sample') await storeSample(tx, key, ids, integrationId, answer.sample)
      else await storeLogSources(tx, ids, answer.sources)
    }
    await tx.$queryRaw`select pg_notify('integration', ${integrationId})::text`
    return true
  })
}

async function storeCheck(
  tx: Tx,
  { customerId, verificationId }: VerificationIds,
  integrationId: string,
  check: Check,
): Promise<void> {
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
}

/** The audit-log records, encrypted, in the place of the last ones. */
async function storeSample(
  tx: Tx,
  key: SamplesKey,
  { customerId, verificationId }: VerificationIds,
  integrationId: string,
  sample: AuditSample,
): Promise<void> {
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
}

/** Which log sources the credential reads, with the verification that asked. */
async function storeLogSources(
  tx: Tx,
  { customerId, verificationId }: VerificationIds,
  sources: LogSource[],
): Promise<void> {
  await tx.verification.updateMany({
    where: { id: verificationId, customerId },
    data: { logSources: sources.map((source) => ({ ...source })) },
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
