import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { csvLine } from '#lib/csv.ts'
import { staffDatabase } from '#lib/db.ts'
import { fromStart, type ListFilter } from '#lib/listing/filter.ts'
import { recorded } from '#lib/listing/list.ts'
import { selectRows } from '#lib/listing/rows.ts'
import type { ListedIntegration } from '#lib/listing/view.ts'

/** Rows of one question to the database: few enough to hold, enough that the questions do not count. */
const together = 2_000

/** In the order of `cells`. */
const titles = [
  'customer',
  'account',
  'account id',
  'first zone',
  'zones',
  'state',
  'what is wrong',
  'missing permissions',
  'method',
  'credential',
  'power',
  'expires',
  'last verified',
  'connected since',
  'assignee',
  'case',
  'next contact',
  'paused',
]

/**
 * The list of a filter as CSV, in its order, written while it is read: the memory that it takes does not grow with the
 * rows. That it was asked for is recorded before anything is sent, and it breaks off when `isSignedIn` says no more. A
 * row that changes its place meanwhile may be left out or come twice, as in any list that is read page by page.
 */
export async function exportListing(
  staff: Staff,
  filter: ListFilter,
  isSignedIn: () => Promise<boolean>,
): Promise<ReadableStream<Uint8Array>> {
  await staffDatabase().transaction((tx) =>
    appendActivity(tx, {
      customerId: null,
      actor: { kind: 'staff', personId: staff.personId },
      action: 'integrations.exported',
      details: recorded(filter),
    }),
  )
  const encoder = new TextEncoder()
  let next: ListFilter | null = fromStart(filter)
  return new ReadableStream(
    {
      start(controller) {
        controller.enqueue(encoder.encode(csvLine(titles)))
      },
      // Called when the browser has taken what was sent: a slow one holds nothing up but itself.
      async pull(controller) {
        if (!next) return controller.close()
        if (!(await isSignedIn())) return controller.error(new Error('The session has ended.'))
        const at = next
        const rows = await staffDatabase().transaction((tx) => selectRows(tx, at, together))
        const last = rows.length === together ? rows.at(-1) : undefined
        next = last ? { ...at, after: last.key } : null
        controller.enqueue(encoder.encode(rows.map((row) => csvLine(cells(row))).join('')))
        if (!next) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
}

function cells(row: ListedIntegration): (string | number | null)[] {
  const { credential } = row
  return [
    row.customerName,
    row.accountName,
    row.accountId,
    row.firstZone,
    row.zoneCount,
    row.state,
    row.problem,
    row.missing.join('; '),
    credential?.kind ?? null,
    credential?.mask ?? null,
    credential?.power ?? null,
    row.expiresOn,
    row.lastVerifiedAt,
    row.createdAt,
    row.assignee,
    row.caseState,
    row.nextContactOn,
    row.isPaused ? 'yes' : null,
  ]
}
