import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import { activityOf } from '#lib/activity/queries.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import type { HistorySummary } from '#lib/integrations/history-view.ts'
import { integrationColumns, selectIntegration, toIntegrationView } from '#lib/integrations/queries.ts'
import { selectHistorySummary } from '#lib/integrations/select-history.ts'
import type { StaffFilter } from '#lib/integrations/staff-filter.ts'
import type { ActivityView, IntegrationView } from '#lib/integrations/view.ts'
import { isUuid } from '#lib/is-uuid.ts'
import { type ReasonNeeded, reasonNeeded } from '#lib/looks/reason-needed.ts'
import type { Prisma } from '#prisma/generated/client.ts'

const pageSize = 50

export interface StaffPage {
  rows: IntegrationView[]
  /** Whether there are rows before and after these, in the order of the list. */
  hasNewer: boolean
  hasOlder: boolean
}

/** One page of all customers' integrations, the newest first. That it was looked at is recorded with it. */
export function listForStaff(staff: Staff, filter: StaffFilter): Promise<StaffPage> {
  const { search, state, after, before } = filter
  return staffDatabase().transaction(async (tx) => {
    await appendActivity(tx, {
      customerId: null,
      actor: { kind: 'staff', personId: staff.personId },
      action: 'integrations.listed',
      // Not what was searched for: people paste the wrong thing.
      details: { ...(search && { searched: 'yes' }), ...(state && { state }) },
    })
    const backwards = before !== null
    const key = before ? { gt: before } : after ? { lt: after } : undefined
    const rows = await tx.integration.findMany({
      where: { ...(state && { state }), ...(key && { id: key }), ...(search && matches(search)) },
      select: integrationColumns,
      orderBy: { id: backwards ? 'asc' : 'desc' },
      take: pageSize + 1,
    })
    const more = rows.length > pageSize
    const page = rows.slice(0, pageSize)
    if (backwards) page.reverse()
    return {
      rows: page.map(toIntegrationView),
      hasNewer: backwards ? more : after !== null,
      hasOlder: backwards ? true : more,
    }
  })
}

/**
 * One integration of any customer with its activity, once the staff member has said why; null when there is none. The
 * look is recorded in its activity.
 */
export async function reviewIntegration(
  staff: Staff,
  id: string,
): Promise<
  | {
      integration: IntegrationView
      activity: ActivityView[]
      history: HistorySummary | null
    }
  | ReasonNeeded
  | null
> {
  if (!isUuid(id)) return null
  return staffDatabase().transaction(async (tx) => {
    const owner = await tx.integration.findFirst({ where: { id }, select: { customerId: true } })
    const integration = await selectIntegration(tx, { id })
    if (!owner || !integration) return null
    const needed = await reasonNeeded(tx, staff, { ...owner, integrationId: id })
    if (needed) return needed
    await appendActivity(tx, {
      customerId: owner.customerId,
      actor: { kind: 'staff', personId: staff.personId },
      action: 'integration.viewed',
      integrationId: id,
    })
    return {
      integration,
      activity: await activityOf(tx, { ...owner, integrationId: id }, 'staff'),
      history: await selectHistorySummary(tx, { ...owner, integrationId: id }),
    }
  })
}

function matches(search: string): Prisma.IntegrationWhereInput {
  const id = search.toLowerCase()
  // A whole id of the portal's own: of an integration, or of a support bundle, which is that of its verification.
  if (isUuid(id)) return { OR: [{ id }, { verifications: { some: { id } } }] }
  const contains = { contains: search, mode: 'insensitive' } as const
  return {
    OR: [
      { customer: { name: contains } },
      { accountName: contains },
      { accountId: search.toLowerCase() },
      { zones: { some: { OR: [{ name: contains }, { zoneId: search.toLowerCase() }] } } },
    ],
  }
}
