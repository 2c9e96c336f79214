import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import type { BulkState, BulkView } from '#lib/bulk/view.ts'
import { failureTitle } from '#lib/cloudflare/failure.ts'
import type { Tx } from '#lib/database.ts'
import { staffDatabase } from '#lib/db.ts'
import { isUuid } from '#lib/is-uuid.ts'

interface Item {
  id: string
  customerName: string
  accountName: string
  state: BulkState
  failure: string | null
}

/** One of the staff member's own bulk verifications as it stands now; null for any other. */
export async function findBulk(staff: Staff, id: string): Promise<BulkView | null> {
  return isUuid(id) ? staffDatabase().transaction((tx) => selectBulk(tx, staff, id)) : null
}

/** The same when its page is opened, which is a look that is recorded; what the page then asks anew belongs to it. */
export async function reviewBulk(staff: Staff, id: string): Promise<BulkView | null> {
  if (!isUuid(id)) return null
  return staffDatabase().transaction(async (tx) => {
    const bulk = await selectBulk(tx, staff, id)
    const actor = { kind: 'staff', personId: staff.personId } as const
    if (bulk) await appendActivity(tx, { customerId: null, actor, action: 'bulk.viewed' })
    return bulk
  })
}

async function selectBulk(tx: Tx, { personId }: Staff, id: string): Promise<BulkView | null> {
  const run = await tx.bulkRun.findFirst({
    where: { id, personId },
    select: { createdAt: true },
  })
  if (!run) return null
  const items = await tx.$queryRaw<Item[]>`
      select l.integration_id as id, l.customer_name as "customerName",
        coalesce(l.account_name, l.account_id) as "accountName",
        case when v.finished_at is null then case when v.started_at is null then 'waiting' else 'verifying' end
          else coalesce(v.verdict::text, 'superseded') end as state,
        case when v.finished_at is not null then l.failure end as failure
      from bulk_item i join verification v on v.id = i.verification_id
        join console.listing l on l.integration_id = i.integration_id
      where i.bulk_run_id = ${id}::uuid order by l.customer_name, l.integration_id`
  const rows = items.map(({ failure, ...item }) => ({ ...item, problem: failureTitle(failure) }))
  return { id, startedAt: run.createdAt.toISOString(), rows }
}
