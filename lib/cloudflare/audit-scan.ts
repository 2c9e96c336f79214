import 'server-only'
import {
  type AuditCategory,
  type AuditCoverage,
  auditCategories,
  categoryOf,
} from '#lib/cloudflare/audit-coverage.ts'
import { creationOf } from '#lib/cloudflare/audit-creation.ts'
import { auditSample } from '#lib/cloudflare/audit-log.ts'
import type { AuditRecord, AuditSample } from '#lib/cloudflare/audit-record.ts'
import type { CloudflareCalls } from '#lib/cloudflare/client.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import { type Reading, read } from '#lib/cloudflare/reading.ts'
import { auditLog } from '#lib/cloudflare/response.ts'
import { mayDifferInV1 } from '#lib/cloudflare/verification-calls.ts'

export type AuditScan =
  | { outcome: 'read'; sample: AuditSample; coverage: AuditCoverage }
  | { outcome: 'failed'; failure: FailureCode; retryAfterSeconds: number | null }

export interface ScanOptions {
  /** The id of the token that asks: the record of its creation is kept too, however old it is. */
  tokenId?: string | null
  days?: number
  perPage?: number
  maxPages?: number
  now?: () => Date
}

/**
 * Reads the audit log of the last days, newest first and a bounded number of pages: keeps the newest records and counts
 * all of them by kind. Version 2 is asked first; version 1 is the way out where version 2 is not there.
 */
export async function scanAuditLog(
  calls: CloudflareCalls,
  accountId: string,
  { tokenId = null, days = 30, perPage = 500, maxPages = 10, now = () => new Date() }: ScanOptions,
): Promise<AuditScan> {
  const until = now()
  const before = until.toISOString()
  const since = new Date(until.getTime() - days * 86_400_000).toISOString()
  const pages = pagesOf(calls, accountId, { since, before, direction: 'desc' }, perPage)
  let page = await pages.v2(null)
  if (mayDifferInV1(page.reading)) {
    const other = await pages.v1(1)
    if (other.reading.outcome === 'ok' || page.reading.outcome === 'unclear') page = other
  }
  if (page.reading.outcome !== 'ok') return failed(page.reading)
  const { version } = page
  const tally = startTally(version, tokenId)
  const ended = (complete: boolean, failure: FailureCode | null): AuditScan => ({
    outcome: 'read',
    sample: { version, records: tally.kept() },
    coverage: { ...tally.figures(), since, before, complete, failure },
  })
  for (let number = 1; ; number += 1) {
    if (page.reading.outcome !== 'ok') return ended(false, failed(page.reading).failure)
    // An upstream that repeats a page would be read for ever.
    const isNew = tally.add(page.reading.value, number)
    if (page.isLast || !isNew) return ended(true, null)
    if (number >= maxPages) return ended(false, null)
    page = version === 'v2' ? await pages.v2(page.cursor) : await pages.v1(number + 1)
  }
}

/** As many as the audit log shows as proof. */
const sampleSize = 25

interface Page {
  version: AuditSample['version']
  reading: Reading<Record<string, unknown>[]>
  cursor: string | null
  isLast: boolean
}

function pagesOf(calls: CloudflareCalls, accountId: string, range: Record<string, string>, perPage: number) {
  const ids = { account_id: accountId }
  return {
    async v2(cursor: string | null): Promise<Page> {
      const query = { ...range, limit: String(perPage), ...(cursor === null ? {} : { cursor }) }
      const reply = await calls.get('/accounts/{account_id}/logs/audit', ids, query)
      const next = reply.outcome === 'ok' ? reply.resultInfo.cursor : null
      const isLast = next === null || next === cursor
      return { version: 'v2', reading: read(reply, auditLog), cursor: next, isLast }
    },
    async v1(page: number): Promise<Page> {
      const query = { ...range, per_page: String(perPage), page: String(page) }
      const reading = read(await calls.get('/accounts/{account_id}/audit_logs', ids, query), auditLog)
      const isLast = reading.outcome === 'ok' && reading.value.length < perPage
      return { version: 'v1', reading, cursor: null, isLast }
    },
  }
}

/** Counts records without keeping them: an account can have thousands. */
function startTally(version: AuditSample['version'], tokenId: string | null) {
  const seen = new Set<string>()
  const counts = Object.fromEntries(auditCategories.map(({ key }) => [key, 0])) as Record<
    AuditCategory,
    number
  >
  let newest: AuditRecord[] = []
  let creation: AuditRecord | null = null
  return {
    /** False when nothing of it is new. */
    add(raw: readonly unknown[], page: number): boolean {
      const fresh = auditSample(version, raw).records.filter((record) => {
        // A record without an id of its own is told apart by its page.
        const id = record.id.startsWith(`${version}-`) ? `${page} ${record.id}` : record.id
        return seen.size < seen.add(id).size
      })
      for (const record of fresh) {
        const category = categoryOf(record)
        if (category) counts[category] += 1
      }
      newest = [...newest, ...fresh].toSorted(newestFirst).slice(0, sampleSize)
      creation ??= creationOf(fresh, { id: tokenId })
      return fresh.length > 0
    },
    kept: () => (creation === null || newest.includes(creation) ? newest : [...newest, creation]),
    figures: () => ({ counts, records: seen.size }),
  }
}

const newestFirst = (a: AuditRecord, b: AuditRecord) => Date.parse(b.time) - Date.parse(a.time)

function failed(reading: Exclude<Reading<unknown>, { outcome: 'ok' }>) {
  if (reading.outcome === 'unclear') {
    const { reason, retryAfterSeconds } = reading
    return { outcome: 'failed', failure: reason, retryAfterSeconds } as const
  }
  return { outcome: 'failed', failure: refusalCode(reading.refusal), retryAfterSeconds: null } as const
}

function refusalCode(refusal: (Reading<unknown> & { outcome: 'refused' })['refusal']): FailureCode {
  if (refusal === 'forbidden') return 'audit_log_forbidden'
  return refusal === 'not_found' ? 'audit_log_unavailable' : refusal
}
