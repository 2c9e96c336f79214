import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import type { Database } from '#lib/database.ts'
import { staffDatabase } from '#lib/db.ts'
import { countCapped } from '#lib/listing/count.ts'
import type { ListFilter } from '#lib/listing/filter.ts'
import { selectRows } from '#lib/listing/rows.ts'
import type { ListedIntegration } from '#lib/listing/view.ts'

const pageSize = 50

export interface StaffPage {
  rows: ListedIntegration[]
  /** Whether there are rows before and after these, in the order of the list. */
  hasEarlier: boolean
  hasLater: boolean
  /** How many rows the filter has on all pages; counted up to 500, above that null. */
  count: number | null
  /** The name of the customer that is filtered for. */
  customerName: string | null
}

/** One page of all customers' integrations. That it was looked at is recorded with it. */
export function listForStaff(staff: Staff, filter: ListFilter): Promise<StaffPage> {
  return listFrom(staffDatabase(), staff, filter)
}

/** The same from a given database, which the bench makes of several sizes. */
export function listFrom(database: Database, staff: Staff, filter: ListFilter): Promise<StaffPage> {
  const { after, before, customer } = filter
  return database.transaction(async (tx) => {
    const found = await selectRows(tx, filter, pageSize + 1)
    const isWhole = !after && !before && found.length <= pageSize
    const count = isWhole ? found.length : await countCapped(tx, filter)
    const of = customer
      ? await tx.customer.findUnique({ where: { id: customer }, select: { name: true } })
      : null
    await appendActivity(tx, {
      customerId: null,
      actor: { kind: 'staff', personId: staff.personId },
      action: 'integrations.listed',
      details: recorded(filter),
    })
    const more = found.length > pageSize
    const rows = found.slice(0, pageSize)
    if (before) rows.reverse()
    return {
      rows,
      hasEarlier: before ? more : after !== null,
      hasLater: before ? true : more,
      count,
      customerName: of?.name ?? null,
    }
  })
}

/** What the trail keeps of a filter: not what was searched for, as people paste the wrong thing. */
export function recorded({ search, state }: ListFilter): Record<string, string> {
  return { ...(search && { searched: 'yes' }), ...(state && { state }) }
}
