import type { Check } from '#lib/cloudflare/check.ts'
import { upstreamFailures } from '#lib/cloudflare/failure-upstream.ts'

/**
 * Whether a later verification may tell what this one could not: after trouble at Cloudflare, not where a plan or the
 * token's family stands in the way. Also true of a connection whose permissions alone met with trouble.
 */
export function isWorthAskingAgain(checks: readonly Check[]): boolean {
  return checks.some(({ result, failure }) => result === 'could_not_tell' && isPassing(failure))
}

function isPassing(failure: Check['failure']): boolean {
  return failure !== null && (failure in upstreamFailures || passing.has(failure))
}

const passing = new Set<Check['failure']>(['locked_out', 'token_spreading', 'ip_filtered'])
