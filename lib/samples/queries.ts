import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import type { AuditCoverage } from '#lib/cloudflare/audit-coverage.ts'
import type { AuditSample } from '#lib/cloudflare/audit-record.ts'
import { type RecordView, recordView } from '#lib/cloudflare/audit-view.ts'
import { maskRecord } from '#lib/cloudflare/personal-data.ts'
import { webDatabase } from '#lib/db.ts'
import { webEnv } from '#lib/env.ts'
import { openSealed, selectSealed } from '#lib/samples/stored-sample.ts'

/** What the page shows of a sample without being asked: personal data is masked. Times are RFC 3339. */
export interface SampleView {
  readAt: string
  /** When the records are deleted, unless newer ones have taken their place. */
  keptUntil: string
  /** Null when they have reached their age and were deleted. */
  content: { version: AuditSample['version']; records: RecordView[] } | null
  coverage: AuditCoverage | null
  /** Newer records were asked for, and the worker has not answered yet. */
  isBeingRead: boolean
  /** Why the last attempt brought no newer ones: a `FailureCode`, or one of another version. */
  refreshFailure: string | null
  /** Cloudflare wants to be left alone until then. */
  refreshAfter: string | null
}

/** What a page that is open has to know of a refresh. */
export type SampleProgress = Pick<SampleView, 'isBeingRead' | 'readAt'>

/** After this long nobody reads any more, whatever the row says, and newer records can be asked for again. */
const patienceMs = 10 * 60_000
const dayMs = 86_400_000

/** The audit-log records that were read last; null when none ever were. */
export async function findSample(member: Member, integrationId: string): Promise<SampleView | null> {
  const { customerId } = member
  const found = await webDatabase().forCustomer(customerId, async (tx) => {
    const row = await tx.sample.findFirst({
      where: { customerId, integrationId },
      select: {
        readAt: true,
        coverage: true,
        refreshAskedAt: true,
        refreshFailure: true,
        refreshAfter: true,
      },
    })
    return row && { row, sealed: await selectSealed(tx, member, integrationId) }
  })
  if (!found) return null
  const { row, sealed } = found
  const opened = sealed && (await openSealed(sealed))
  return {
    ...progressOf(row),
    keptUntil: new Date(row.readAt.getTime() + webEnv().SAMPLE_DAYS * dayMs).toISOString(),
    content: opened && {
      version: opened.version,
      records: opened.records.map((one) => recordView(maskRecord(one), one === opened.creation)),
    },
    coverage: row.coverage as unknown as AuditCoverage | null,
    refreshFailure: row.refreshFailure,
    refreshAfter:
      row.refreshAfter && row.refreshAfter.getTime() > Date.now() ? row.refreshAfter.toISOString() : null,
  }
}

/** How far a refresh of the member's own sample is; null when there is no sample. */
export async function findSampleProgress(
  { customerId }: Member,
  integrationId: string,
): Promise<SampleProgress | null> {
  const row = await webDatabase().forCustomer(customerId, (tx) =>
    tx.sample.findFirst({
      where: { customerId, integrationId },
      select: { readAt: true, refreshAskedAt: true },
    }),
  )
  return row && progressOf(row)
}

function progressOf(row: { readAt: Date; refreshAskedAt: Date | null }): SampleProgress {
  const asked = row.refreshAskedAt?.getTime() ?? 0
  return { readAt: row.readAt.toISOString(), isBeingRead: Date.now() - asked < patienceMs }
}
