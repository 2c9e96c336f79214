import { type Check, checkNames } from '#lib/cloudflare/check.ts'
import type { Facts } from '#lib/cloudflare/failure-type.ts'

/** Where one whole verification leaves an integration. */
export type Verdict = 'connected' | 'needs_attention' | 'unconfirmed'

/** Connected only when every question was asked and passed; what is missing or unclear is never a yes. */
export function verdict(checks: readonly Check[]): Verdict {
  if (checks.some((check) => check.result === 'failed')) return 'needs_attention'
  const complete = checkNames.every((name) => checks.some((check) => check.name === name))
  return complete && checks.every((check) => check.result === 'passed') ? 'connected' : 'unconfirmed'
}

/** How long Cloudflare wants to be left alone, in seconds; null when it did not say. */
export function retryAfterSeconds(checks: readonly Check[]): number | null {
  const asked = checks.flatMap(({ facts }: { facts: Facts }) => {
    const seconds = Number(facts.retryAfterSeconds ?? Number.NaN)
    return Number.isFinite(seconds) ? [seconds] : []
  })
  return asked.length === 0 ? null : Math.max(...asked)
}
