import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { ActivityFilter } from '#lib/activity/filter.ts'
import { recorded } from '#lib/activity/list.ts'
import { selectRecords, whereOf } from '#lib/activity/select.ts'
import type { ActivityRecord } from '#lib/activity/view.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { csvStream, rowsAtOnce } from '#lib/csv-stream.ts'
import { staffDatabase } from '#lib/db.ts'

/** In the order of `cells`. */
const titles = [
  'record',
  'time',
  'actor',
  'action',
  'sentence',
  'customer',
  'customer id',
  'integration id',
  'details',
  'hash',
]

/**
 * The records of a filter as CSV, the newest first, written while they are read. That they were asked for is recorded
 * before anything is sent, and is no part of them; they break off when `isSignedIn` says no more.
 */
export async function exportActivity(
  staff: Staff,
  filter: ActivityFilter,
  isSignedIn: () => Promise<boolean>,
): Promise<ReadableStream<Uint8Array>> {
  const { where, newest } = await staffDatabase().transaction(async (tx) => {
    const conditions = await whereOf(tx, filter)
    const [first] = conditions ? await selectRecords(tx, conditions, { after: null, before: null }, 1) : []
    await appendActivity(tx, {
      customerId: null,
      actor: { kind: 'staff', personId: staff.personId },
      action: 'activity.exported',
      details: recorded(filter),
    })
    return { where: conditions, newest: first?.seq }
  })
  return csvStream({
    titles,
    start: where && newest ? String(BigInt(newest) + 1n) : null,
    read: async (after) => {
      const records = where
        ? await staffDatabase().transaction((tx) =>
            selectRecords(tx, where, { after, before: null }, rowsAtOnce),
          )
        : []
      const last = records.length === rowsAtOnce ? records.at(-1) : undefined
      return { rows: records.map(cells), next: last?.seq ?? null }
    },
    isSignedIn,
  })
}

function cells(record: ActivityRecord): (string | number | null)[] {
  return [
    record.seq,
    record.at,
    record.actor,
    record.action,
    record.sentence,
    record.customer?.name ?? null,
    record.customer?.id ?? null,
    record.integrationId,
    record.details,
    record.hash,
  ]
}
