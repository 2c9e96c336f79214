import 'server-only'
import { setMaxListeners } from 'node:events'
import type { Check } from '#lib/cloudflare/check.ts'
import type { CloudflareClient } from '#lib/cloudflare/client.ts'
import { question } from '#lib/cloudflare/settle.ts'
import { verifyCredential } from '#lib/cloudflare/verify.ts'
import type { Database } from '#lib/database.ts'
import type { JobPayload } from '#lib/jobs/enqueue.ts'
import { log } from '#lib/log.ts'
import { withSecrets } from '#lib/redact.ts'
import type { SamplesKey } from '#lib/samples/cipher.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { SealError } from '#lib/vault/seal-error.ts'
import { finish } from '#worker/finish.ts'
import { inBatches } from '#worker/in-batches.ts'
import { storeAnswers } from '#worker/store-answers.ts'
import { type Subject, takeSubject, type VerificationIds } from '#worker/take-subject.ts'

export interface VerifyTools {
  database: Database
  client: CloudflareClient
  vault: UnsealProvider
  samplesKey: SamplesKey
}

/**
 * Runs one verification: opens the credential, asks Cloudflare, stores the answers as they settle, and leaves the
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
  const credential = subject === 'not_opened' ? null : subject.credential
  const outcome = await finish(tools.database, ids, credential, checks)
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
    for await (const batch of inBatches(events)) {
      for (const event of batch) if (event.type === 'check') checks.push(event.check)
      if (!(await storeAnswers(tools.database, tools.samplesKey, subject, batch))) return 'superseded'
    }
    return checks
  })
}

/** The stored bytes did not open: a fault of ours or of the key, not of the customer's credential. */
async function notOpened(tools: VerifyTools, ids: VerificationIds): Promise<Check[] | 'superseded'> {
  log.error('credential did not open', ids)
  const check = question('credential_accepted').couldNotTell('not_opened', null)
  const isStored = await storeAnswers(tools.database, tools.samplesKey, ids, [{ type: 'check', check }])
  return isStored ? [check] : 'superseded'
}
