import 'server-only'
import { type CategoryCoverage, coverageOf } from '#lib/cloudflare/audit-coverage.ts'
import { auditSample } from '#lib/cloudflare/audit-log.ts'
import type { AuditRecord, AuditSample } from '#lib/cloudflare/audit-record.ts'
import type { CloudflareCalls } from '#lib/cloudflare/client.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import { type Reading, read } from '#lib/cloudflare/reading.ts'
import type { Reply } from '#lib/cloudflare/reply.ts'
import { auditLog } from '#lib/cloudflare/response.ts'

export interface AuditCoverage {
  categories: CategoryCoverage[]
  records: number
  /** From when on the records were looked at (RFC 3339). */
  since: string
  /** False when older records of the time were left out: too many, or a page did not come. */
  complete: boolean
  failure: FailureCode | null
}

export interface CoverageOptions {
  version: AuditSample['version']
  days?: number
  maxPages?: number
  now?: () => Date
}

/** Reads the audit log of the last days, newest first and at most a few pages of 1,000, and counts by category. */
export async function auditCoverage(
  calls: CloudflareCalls,
  accountId: string,
  { version, days = 30, maxPages = 5, now = () => new Date() }: CoverageOptions,
): Promise<AuditCoverage> {
  const before = now()
  const since = new Date(before.getTime() - days * 86_400_000).toISOString()
  const range = { since, before: before.toISOString(), direction: 'desc' }
  const records = new Map<string, AuditRecord>()
  const so = (complete: boolean, failure: FailureCode | null): AuditCoverage => {
    const all = [...records.values()]
    return { categories: coverageOf(all), records: all.length, since, complete, failure }
  }
  let cursor: string | null = null
  for (let page = 1; page <= maxPages; page += 1) {
    const reply: Reply = await (version === 'v2'
      ? calls.get('/accounts/{account_id}/logs/audit', { account_id: accountId }, v2Query(range, cursor))
      : calls.get('/accounts/{account_id}/audit_logs', { account_id: accountId }, v1Query(range, page)))
    const reading = read(reply, auditLog)
    if (reading.outcome !== 'ok') return so(false, failureOf(reading))
    const known = records.size
    for (const record of auditSample(version, reading.value).records) {
      // A record without an id of its own is told apart by its page.
      records.set(record.id.startsWith(`${version}-`) ? `${page} ${record.id}` : record.id, record)
    }
    const next: string | null = reply.outcome === 'ok' ? reply.resultInfo.cursor : null
    const isLast = version === 'v2' ? next === null || next === cursor : reading.value.length < perPage
    // An upstream that repeats a page would be read for ever.
    if (isLast || records.size === known) return so(true, null)
    cursor = next
  }
  return so(false, null)
}

const perPage = 1000

function v2Query(range: Record<string, string>, cursor: string | null): Record<string, string> {
  return { ...range, limit: String(perPage), ...(cursor === null ? {} : { cursor }) }
}

function v1Query(range: Record<string, string>, page: number): Record<string, string> {
  return { ...range, per_page: String(perPage), page: String(page) }
}

function failureOf(reading: Exclude<Reading<unknown>, { outcome: 'ok' }>): FailureCode {
  if (reading.outcome === 'unclear') return reading.reason
  const { refusal } = reading
  if (refusal === 'forbidden') return 'audit_log_forbidden'
  return refusal === 'not_found' ? 'audit_log_unavailable' : refusal
}
