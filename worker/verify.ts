import 'server-only'
import { setMaxListeners } from 'node:events'
import { appendActivity } from '#lib/activity/append.ts'
import { isWorthAskingAgain } from '#lib/cloudflare/ask-again.ts'
import type { Check } from '#lib/cloudflare/check.ts'
import type { CloudflareClient } from '#lib/cloudflare/client.ts'
import { question } from '#lib/cloudflare/settle.ts'
import { retryAfterSeconds, type Verdict, verdict } from '#lib/cloudflare/verdict.ts'
import { type VerificationEvent, verifyCredential } from '#lib/cloudflare/verify.ts'
import type { Database, Tx } from '#lib/database.ts'
import type { JobPayload } from '#lib/jobs/enqueue.ts'
import { log } from '#lib/log.ts'
import { withSecrets } from '#lib/redact.ts'
import type { SamplesKey } from '#lib/samples/cipher.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { SealError } from '#lib/vault/seal-error.ts'
import { lockRunning } from '#worker/lock-running.ts'
import { retryAt } from '#worker/retry-pause.ts'
import { storeCheck, storeSample } from '#worker/store-answers.ts'
import { type Subject, takeSubject } from '#worker/take-subject.ts'

export interface VerifyTools {
  database: Database
  client: CloudflareClient
  vault: UnsealProvider
  samplesKey: SamplesKey
}

/**
 * Runs one verification: opens the credential, asks Cloudflare, stores each check as it settles, and leaves the
 * integration in the state that the answers mean. Safe to run again: a worker that died leaves the rest to the next.
 */
export async function verify(
  tools: VerifyTools,
  job: JobPayload,
  { signal, isLastTry }: { signal: AbortSignal; isLastTry: boolean },
): Promise<void> {
  if (job.customerId === null) throw new Error('A verification belongs to a customer.')
  const startedAt = Date.now()
  const ids = { customerId: job.customerId, verificationId: job.id }
  const subject = await takeSubject(tools.database, tools.vault, ids).catch((error: unknown) => {
    if (error instanceof SealError) return 'not_opened' as const
    throw error
  })
  if (subject === null) return
  const checks =
    subject === 'not_opened'
      ? await notOpened(tools, ids)
      : await ask(tools, subject, signal).catch((error: unknown) => {
          // The queue gives this run up: it could not tell, and a new one is scheduled.
          if (isLastTry) return []
          throw error
        })
  if (checks === 'superseded') return
  const outcome = await finish(tools.database, ids, checks)
  log.info('verification', { ...ids, outcome, checks: checks.length, durationMs: Date.now() - startedAt })
}

async function ask(
  tools: VerifyTools,
  subject: Subject,
  signal: AbortSignal,
): Promise<Check[] | 'superseded'> {
  const { credential, accountId, zoneIds, fresh } = subject
  const secret = credential.kind === 'api_token' ? credential.token : credential.key
  setMaxListeners(50, signal)
  return withSecrets([secret.reveal()], async () => {
    const checks: Check[] = []
    const events = verifyCredential(tools.client, credential, { accountId, zoneIds }, { fresh, signal })
    for await (const event of events) {
      if (event.type === 'check') checks.push(event.check)
      if (!(await store(tools, subject, event))) return 'superseded'
    }
    return checks
  })
}

function store(tools: VerifyTools, subject: Subject, event: VerificationEvent): Promise<boolean> {
  if (event.type === 'check') return storeCheck(tools.database, subject, event.check)
  if (event.type === 'sample') return storeSample(tools.database, tools.samplesKey, subject, event.sample)
  // The database has no place for log sources yet.
  return Promise.resolve(true)
}

/** The stored bytes did not open: a fault of ours or of the key, not of the customer's credential. */
async function notOpened(tools: VerifyTools, ids: Ids): Promise<Check[] | 'superseded'> {
  log.error('credential did not open', ids)
  const check = question('credential_accepted').couldNotTell('not_opened', null)
  return (await storeCheck(tools.database, ids, check)) ? [check] : 'superseded'
}

interface Ids {
  customerId: string
  verificationId: string
}

async function finish(database: Database, ids: Ids, checks: Check[]): Promise<string> {
  const { customerId, verificationId } = ids
  const outcome = storedVerdict(verdict(checks))
  return database.forCustomer(customerId, async (tx) => {
    const running = await lockRunning(tx, ids)
    if (!running) return 'superseded'
    const { integrationId, attempt } = running
    await tx.verification.updateMany({
      where: { id: verificationId, customerId },
      data: { finishedAt: new Date(), verdict: outcome },
    })
    const verifiedNow = outcome === 'connected' ? { lastVerifiedAt: new Date() } : {}
    await tx.integration.updateMany({
      where: { id: integrationId, customerId },
      data: { state: outcome, ...verifiedNow },
    })
    // Permissions that met with trouble are asked for again a few times; the connection stays one meanwhile.
    const hasDoubts = outcome === 'connected' && attempt < doubtTries && isWorthAskingAgain(checks)
    if (outcome === 'unconfirmed' || hasDoubts) {
      await tryLater(tx, { customerId, integrationId, attempt: attempt + 1 }, retryAfterSeconds(checks))
    }
    await appendActivity(tx, {
      customerId,
      actor: { kind: 'system', process: 'worker' },
      action: 'verification.finished',
      integrationId,
      details: { verdict: outcome, verificationId },
    })
    await tx.$queryRaw`select pg_notify('integration', ${integrationId})::text`
    return outcome
  })
}

const doubtTries = 3

/** The database knows no gaps yet: a connection with gaps is stored as a connection, its missing permissions as checks. */
function storedVerdict(outcome: Verdict): Exclude<Verdict, 'connected_with_gaps'> {
  return outcome === 'connected_with_gaps' ? 'connected' : outcome
}

async function tryLater(
  tx: Tx,
  { customerId, integrationId, attempt }: { customerId: string; integrationId: string; attempt: number },
  askedToWait: number | null,
): Promise<void> {
  const runAt = retryAt(attempt, askedToWait)
  const { id } = await tx.verification.create({
    data: { customerId, integrationId, trigger: 'retry', attempt, runAt },
    select: { id: true },
  })
  await tx.$queryRaw`select jobs.enqueue('verify', ${customerId}::uuid, ${id}::uuid, ${runAt}::timestamptz)::text`
}
