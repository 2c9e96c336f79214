import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import { isWorthAskingAgain } from '#lib/cloudflare/ask-again.ts'
import type { Check } from '#lib/cloudflare/check.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import { powerOf } from '#lib/cloudflare/power.ts'
import { firstProblem, missingPermissionKeys, retryAfterSeconds, verdict } from '#lib/cloudflare/verdict.ts'
import type { Database, Tx } from '#lib/database.ts'
import { lockRunning } from '#worker/lock-running.ts'
import { noteChange } from '#worker/note-change.ts'
import { nextVerificationAt, retryAt } from '#worker/retry-pause.ts'
import type { VerificationIds } from '#worker/take-subject.ts'

/**
 * Ends a verification: what its checks mean becomes the integration's state, and the next one is planned. Answers the
 * verdict. `credential` is null where the stored bytes did not open.
 */
export async function finish(
  database: Database,
  ids: VerificationIds,
  credential: { kind: CredentialKind } | null,
  checks: Check[],
): Promise<string> {
  const { customerId, verificationId } = ids
  const outcome = verdict(checks)
  // Gaps are no state of their own: the account is connected, and what is missing stands beside it.
  const state = outcome === 'connected_with_gaps' ? 'connected' : outcome
  return database.forCustomer(customerId, async (tx) => {
    const running = await lockRunning(tx, ids)
    if (!running) return 'superseded'
    const { integrationId, attempt, trigger, integration } = running
    await tx.verification.updateMany({
      where: { id: verificationId, customerId },
      data: { finishedAt: new Date(), verdict: outcome },
    })
    // Permissions that met with trouble are asked for again a few times; the connection stays one meanwhile.
    const hasDoubts = state === 'connected' && attempt < doubtTries && isWorthAskingAgain(checks)
    const triesAgain = !integration.pausedAt && (outcome === 'unconfirmed' || hasDoubts)
    if (triesAgain) {
      await tryLater(tx, { customerId, integrationId, attempt: attempt + 1 }, retryAfterSeconds(checks))
    }
    await tx.integration.updateMany({
      where: { id: integrationId, customerId },
      data: {
        state,
        ...(state === 'connected' && { lastVerifiedAt: new Date() }),
        missing: missingPermissionKeys(checks),
        ...problemOf(checks),
        ...(credential && { power: powerOf(credential, checks) }),
        nextVerificationAt: triesAgain ? null : nextVerificationAt(),
      },
    })
    await askForRefresh(tx, ids)
    await appendActivity(tx, {
      customerId,
      actor: { kind: 'system', process: 'worker' },
      action: 'verification.finished',
      integrationId,
      details: { verdict: outcome, verificationId },
    })
    await noteChange(tx, { ...ids, integrationId, trigger, state })
    await tx.$queryRaw`select pg_notify('integration', ${integrationId})::text`
    return outcome
  })
}

const doubtTries = 3

/** The sample that this verification brought is looked at in full by a job of its own, so that the verification is no longer for it. */
async function askForRefresh(tx: Tx, ids: VerificationIds): Promise<void> {
  const { customerId, verificationId } = ids
  const { count } = await tx.sample.updateMany({ where: ids, data: { refreshAskedAt: new Date() } })
  if (count === 0) return
  await tx.$queryRaw`select jobs.enqueue('refresh_sample', ${customerId}::uuid, ${verificationId}::uuid)::text`
}

function problemOf(checks: Check[]): { failedCheck: string | null; failure: string | null } {
  const problem = firstProblem(checks)
  return { failedCheck: problem?.name ?? null, failure: problem?.failure ?? null }
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
