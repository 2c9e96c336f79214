import type { Evidence } from '#lib/cloudflare/check.ts'

/**
 * True for a refusal that may be gone in a second: Cloudflare gives 10000 and 10001 to good tokens now and then, and to
 * new ones in their first seconds.
 */
export function mayPass({ outcome, evidence }: { outcome: string; evidence: Evidence }): boolean {
  return outcome !== 'ok' && evidence.errors.some(({ code }) => code === 10000 || code === 10001)
}
