import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { csvStream, rowsAtOnce } from '#lib/csv-stream.ts'
import { staffDatabase } from '#lib/db.ts'
import { fromStart, type ListFilter } from '#lib/listing/filter.ts'
import { recorded } from '#lib/listing/list.ts'
import { selectRows } from '#lib/listing/rows.ts'
import type { ListedIntegration } from '#lib/listing/view.ts'

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
 * The list of a filter as CSV, in its order, written while it is read. That it was asked for is recorded before anything
 * is sent, and it breaks off when `isSignedIn` says no more. A row that changes its place meanwhile may be left out or come twice, as in any list that is read page by page.
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
  return csvStream({
    titles,
    start: fromStart(filter),
    read: async (at) => {
      const rows = await staffDatabase().transaction((tx) => selectRows(tx, at, rowsAtOnce))
      const last = rows.length === rowsAtOnce ? rows.at(-1) : undefined
      return { rows: rows.map(cells), next: last ? { ...at, after: last.key } : null }
    },
    isSignedIn,
  })
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
