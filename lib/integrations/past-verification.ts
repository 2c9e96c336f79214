import { type Check, checkNames } from '#lib/cloudflare/check.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'
import type { Verdict } from '#lib/cloudflare/verdict.ts'
import { compareVerifications } from '#lib/integrations/compare-verifications.ts'
import type { Outcome, PastVerification, Trigger } from '#lib/integrations/history-view.ts'

/** A stored verification with the checks that it left. */
export interface StoredVerification {
  id: string
  trigger: Trigger
  /** How many runs in a row could not tell before it. */
  attempt: number
  createdAt: Date
  runAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  verdict: Verdict | null
  /** What it was about; null when it never began, or before the portal kept it. */
  accountId: string | null
  credentialVersion: number | null
  checks: Check[]
}

/** The zones that a verification asked about, as its checks name them. */
export function zonesAskedAbout(checks: readonly Check[]): string[] {
  return checks.flatMap(({ name, subject }) => (name === 'zone' && subject !== '' ? [subject] : []))
}

/** How a verification reads in the history. `before` is the last one before it that has a verdict. */
export function pastVerification(
  run: StoredVerification,
  before: Pick<StoredVerification, 'checks'> | null,
): PastVerification {
  const { id, trigger, createdAt, runAt, startedAt, finishedAt, verdict, checks } = run
  const outcome = outcomeOf(run)
  return {
    id,
    trigger,
    outcome,
    at: (startedAt ?? createdAt).toISOString(),
    tookMs: startedAt && finishedAt ? Math.max(0, finishedAt.getTime() - startedAt.getTime()) : null,
    dueAt: outcome === 'waiting' ? runAt.toISOString() : null,
    isPartial: verdict === 'unconfirmed' && !isWhole(checks),
    changes: verdict !== null && before ? compareVerifications(before.checks, checks) : null,
  }
}

function outcomeOf({ verdict, startedAt, finishedAt }: StoredVerification): Outcome {
  if (verdict !== null) return verdict
  if (finishedAt) return 'superseded'
  return startedAt ? 'running' : 'waiting'
}

/** Every question has an answer, be it that it made no sense to ask. Permissions were not asked for at all once. */
function isWhole(checks: readonly Check[]): boolean {
  const names = new Set(checks.map(({ name }) => name))
  const asked = checks.filter(({ name }) => name === 'permission')
  return (
    checkNames.every((name) => name === 'permission' || names.has(name)) &&
    (asked.length === 0 || asked.length >= permissions.length)
  )
}
