import 'server-only'
import { createHash } from 'node:crypto'

/** Days before a credential's expiry on which members are warned, the widest first. */
const warnings = [
  { kind: 'expires_in_30_days', days: 30 },
  { kind: 'expires_in_7_days', days: 7 },
  { kind: 'expires_in_1_day', days: 1 },
] as const

export type ExpiryKind = (typeof warnings)[number]['kind']

const dayMs = 24 * 3600_000

/** When the first warning is due. In the past for a credential that came with fewer days left. */
export function firstWarningAt(expiresOn: Date): Date {
  return new Date(expiresOn.getTime() - warnings[0].days * dayMs)
}

/**
 * Which warning holds now, and when the next one is due. The nearest one counts: a credential that came with three days
 * left is warned about once as in its last week, and not also as in its last month. Expired, nothing is left to warn of.
 */
export function warningNow(expiresOn: Date, now: Date): { kind: ExpiryKind | null; next: Date | null } {
  const left = expiresOn.getTime() - now.getTime()
  if (left <= 0) return { kind: null, next: null }
  const holding = warnings.findLast(({ days }) => left <= days * dayMs)
  const coming = warnings.find(({ days }) => left > days * dayMs)
  return {
    kind: holding?.kind ?? null,
    next: coming ? new Date(expiresOn.getTime() - coming.days * dayMs) : null,
  }
}

/** Whether two answers mean one date. Nobody moves an expiry by less than an hour: such an answer was computed from now. */
export function isSameExpiry(one: Date | null, other: Date | null): boolean {
  if (one === null || other === null) return one === other
  return Math.abs(one.getTime() - other.getTime()) < 3600_000
}

/**
 * What a warning is about, as one id: this credential with this date. A replaced credential, and one whose date was
 * changed at Cloudflare, is another matter, and is warned about anew.
 */
export function expiryId(credentialId: string, expiresOn: Date): string {
  const hex = createHash('sha256').update(`${credentialId} ${expiresOn.toISOString()}`).digest('hex')
  // The form of a version 8 UUID (RFC 9562, section 5.8), which is for ids made in a way of one's own.
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
  return parts.join('-')
}
