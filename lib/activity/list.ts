import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import { chainState } from '#lib/activity/chain-state.ts'
import { type ActivityFilter, systemName } from '#lib/activity/filter.ts'
import { selectRecords, whereOf } from '#lib/activity/select.ts'
import type { ActivityRecord, ChainState } from '#lib/activity/view.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { countRows } from '#lib/count-capped.ts'
import { staffDatabase } from '#lib/db.ts'
import { Prisma } from '#prisma/generated/client.ts'

const pageSize = 50

export interface ActivityPage {
  /** The newest first. */
  records: ActivityRecord[]
  hasNewer: boolean
  hasOlder: boolean
  /** How many records the filter has on all pages; counted up to 500, above that null. */
  count: number | null
  /** The name of the customer that is filtered for; null for none, and for an id that no customer has. */
  customerName: string | null
  chain: ChainState
}

/** One page of the whole portal's trail. That it was looked at is recorded with it, behind what it shows. */
export function listActivity(staff: Staff, filter: ActivityFilter): Promise<ActivityPage> {
  const { after, before, customer } = filter
  return staffDatabase().transaction(async (tx) => {
    const where = await whereOf(tx, filter)
    const found = where ? await selectRecords(tx, where, filter, pageSize + 1) : []
    const isWhole = !after && !before && found.length <= pageSize
    const count = isWhole || !where ? found.length : await countRows(tx, Prisma.sql`activity a ${where}`)
    const of = customer
      ? await tx.customer.findUnique({ where: { id: customer }, select: { name: true } })
      : null
    const chain = await chainState(tx)
    await appendActivity(tx, {
      customerId: null,
      actor: { kind: 'staff', personId: staff.personId },
      action: 'activity.listed',
      details: recorded(filter),
    })
    const more = found.length > pageSize
    return {
      // One more than the page has tells that there are more: it is at the far end of the direction.
      records: before ? found.slice(more ? 1 : 0) : found.slice(0, pageSize),
      hasNewer: before ? more : after !== null,
      hasOlder: before ? true : more,
      count,
      customerName: of?.name ?? null,
      chain,
    }
  })
}

/** What the trail keeps of a filter: ids and days, and of a person's address only that one was searched for. */
export function recorded({ actor, action, customer, from, to }: ActivityFilter): Record<string, string> {
  return {
    ...(actor && (actor === systemName ? { actor } : { searched: 'yes' })),
    ...(action && { action }),
    ...(customer && { customer }),
    ...(from && { from }),
    ...(to && { to }),
  }
}
