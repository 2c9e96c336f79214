import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import { type AuditScan, scanAuditLog } from '#lib/cloudflare/audit-scan.ts'
import { type FailureCode, failureOf } from '#lib/cloudflare/failure.ts'
import type { Database, Tx } from '#lib/database.ts'
import type { JobPayload } from '#lib/jobs/enqueue.ts'
import { log } from '#lib/log.ts'
import { withSecrets } from '#lib/redact.ts'
import { type SamplesKey, sealSample } from '#lib/samples/cipher.ts'
import { SealError } from '#lib/vault/seal-error.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { sampleText } from '#worker/sample-text.ts'
import { newestCredential, type SampleSubject, takeSample } from '#worker/take-sample.ts'
import type { VerificationIds } from '#worker/take-subject.ts'
import type { VerifyTools } from '#worker/verify.ts'

/** Ten pages that each take their time; what has not come by then is left out of the count. */
const limitMs = 60_000

type Failed = { outcome: 'failed'; failure: FailureCode | 'given_up'; retryAfterSeconds: number | null }

/**
 * Reads newer records in the place of those of a verification (the job's id), and counts what the last 30 days hold.
 * Whatever Cloudflare does is stored and ends it: nothing is asked a second time. Safe to run again: once it was
 * answered, nobody waits for it any more.
 */
export async function refreshSample(
  tools: VerifyTools,
  job: JobPayload,
  { signal, isLastTry }: { signal: AbortSignal; isLastTry: boolean },
): Promise<void> {
  if (job.customerId === null) throw new Error('A sample belongs to a customer.')
  const startedAt = Date.now()
  const ids = { customerId: job.customerId, verificationId: job.id }
  const outcome = await readAndStore(tools, ids, signal).catch(async (error: unknown) => {
    if (!isLastTry) throw error
    return storeFailure(tools.database, ids, givenUp)
  })
  log.info('sample', { ...ids, outcome, durationMs: Date.now() - startedAt })
}

const givenUp: Failed = { outcome: 'failed', failure: 'given_up', retryAfterSeconds: null }

async function readAndStore(tools: VerifyTools, ids: VerificationIds, signal: AbortSignal): Promise<string> {
  const { database, client, vault, samplesKey } = tools
  let subject: SampleSubject | null
  try {
    subject = await takeSample(database, vault, ids)
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    log.error('credential did not open', { ...ids })
    return storeFailure(database, ids, { outcome: 'failed', failure: 'not_opened', retryAfterSeconds: null })
  }
  if (!subject) return 'superseded'
  const { credential, accountId, tokenId } = subject
  const secret = credential.kind === 'api_token' ? credential.token : credential.key
  const scan = await withSecrets([secret.reveal()], () =>
    scanAuditLog(client.as(credential, signal, AbortSignal.timeout(limitMs)), accountId, { tokenId }),
  )
  return scan.outcome === 'read'
    ? storeScan(database, samplesKey, subject, scan)
    : storeFailure(database, ids, scan)
}

function storeScan(
  database: Database,
  key: SamplesKey,
  subject: SampleSubject,
  { sample, coverage }: AuditScan & { outcome: 'read' },
): Promise<string> {
  const { customerId, verificationId, integrationId, accountId, credentialVersion } = subject
  return settle(database, { customerId, verificationId }, async (tx, row) => {
    const newest = await newestCredential(tx, customerId, integrationId)
    // Read with a credential, or from an account, that is not the integration's any more.
    if (newest?.version !== credentialVersion || row.accountId !== accountId) return { outcome: 'superseded' }
    const recordCount = sample.records.length
    return {
      outcome: 'read',
      data: {
        sealed: sealSample(key, sampleText(sample), { customerId, integrationId, verificationId }),
        recordCount,
        coverage: { ...coverage },
        readAt: new Date(),
        refreshFailure: null,
        refreshAfter: null,
      },
      details: { records: recordCount.toString() },
    }
  })
}

/** The records that are there stay; only why there are no newer ones is kept beside them. */
function storeFailure(
  database: Database,
  ids: VerificationIds,
  { failure, retryAfterSeconds }: Failed,
): Promise<string> {
  const refreshAfter = retryAfterSeconds === null ? null : new Date(Date.now() + retryAfterSeconds * 1000)
  const reason = failure === 'given_up' ? 'AQUILA could not finish it' : failureOf(failure).title
  return settle(database, ids, async () => ({
    outcome: failure,
    data: { refreshFailure: failure, refreshAfter },
    details: { failure: reason },
  }))
}

interface Settled {
  outcome: string
  data?: Prisma.SampleUpdateManyMutationInput
  details?: Record<string, string>
}

/** Ends a refresh, if the sample is still the one of this verification and somebody waits. What changes is in the trail. */
function settle(
  database: Database,
  ids: VerificationIds,
  decide: (tx: Tx, row: { accountId: string }) => Promise<Settled>,
): Promise<string> {
  return database.forCustomer(ids.customerId, async (tx) => {
    // The integration first, as the members' verbs do it: nothing comes back of one that is being disconnected.
    await tx.$queryRaw`
      select from integration where customer_id = ${ids.customerId}::uuid and id = (
        select integration_id from verification
        where id = ${ids.verificationId}::uuid and customer_id = ${ids.customerId}::uuid) for no key update`
    const row = await tx.sample.findFirst({
      where: { ...ids, refreshAskedAt: { not: null }, integration: { state: { not: 'disconnected' } } },
      select: { integration: { select: { id: true, accountId: true } } },
    })
    if (!row) return 'superseded'
    const { outcome, data, details } = await decide(tx, row.integration)
    await tx.sample.updateMany({ where: ids, data: { ...data, refreshAskedAt: null } })
    if (details) {
      await appendActivity(tx, {
        customerId: ids.customerId,
        actor: { kind: 'system', process: 'worker' },
        action: 'sample.refreshed',
        integrationId: row.integration.id,
        details,
      })
    }
    await tx.$queryRaw`select pg_notify('integration', ${row.integration.id})::text`
    return outcome
  })
}
