import 'server-only'
import type { AuditSample } from '#lib/cloudflare/audit-record.ts'

/** Of one record as Cloudflare sent it, in characters. Longer ones would make a page of 25 unreadable, and slow. */
const maxRawLength = 32_000
const maxRawDepth = 40

/** A sample as the text that is sealed; a record whose original is too large or too deep is kept without it. */
export function sampleText(sample: AuditSample): string {
  const records = sample.records.map((record) => (fits(record.raw) ? record : { ...record, raw: null }))
  return JSON.stringify({ ...sample, records })
}

function fits(raw: unknown): boolean {
  return isShallow(raw, maxRawDepth) && (JSON.stringify(raw)?.length ?? 0) <= maxRawLength
}

function isShallow(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return left > 0 && Object.values(value).every((part) => isShallow(part, left - 1))
}
