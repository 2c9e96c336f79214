import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import type { CustomerFilter } from '#lib/customers/filter.ts'
import { colleaguesOf, openInvitations } from '#lib/customers/queries.ts'
import type { ColleagueView, InvitationView } from '#lib/customers/view.ts'
import type { Tx } from '#lib/database.ts'
import { staffDatabase } from '#lib/db.ts'
import { isUuid } from '#lib/is-uuid.ts'
import { contains } from '#lib/listing/conditions.ts'
import { searchWords } from '#lib/listing/filter.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** One row of the staff's list of customers. */
export interface ListedCustomer {
  id: string
  name: string
  createdAt: string
  people: number
  /** Invitations that can still be accepted. */
  invited: number
  /** Integrations that are not disconnected, and those of them that need attention. */
  integrations: number
  failing: number
}

export interface CustomersPage {
  rows: ListedCustomer[]
  hasEarlier: boolean
  hasLater: boolean
}

const pageSize = 50
/** Each word is looked for in three places. */
const mostWords = 6
const { sql, join, empty } = Prisma

/** One page of the customers by name. That it was looked at is recorded, not what was searched for. */
export function listCustomers(staff: Staff, filter: CustomerFilter): Promise<CustomersPage> {
  const { search, after, before } = filter
  return staffDatabase().transaction(async (tx) => {
    const found = await selectCustomers(tx, filter)
    await appendActivity(tx, {
      customerId: null,
      actor: { kind: 'staff', personId: staff.personId },
      action: 'customers.listed',
      ...(search && { details: { searched: 'yes' } }),
    })
    const more = found.length > pageSize
    const rows = found.slice(0, pageSize)
    if (before) rows.reverse()
    return { rows, hasEarlier: before ? more : after !== null, hasLater: before ? true : more }
  })
}

async function selectCustomers(tx: Tx, { search, after, before }: CustomerFilter): Promise<ListedCustomer[]> {
  const key = after ?? before
  const from = sql`(app.fold(c.name), c.id) ${before ? sql`<` : sql`>`} (
    select app.fold(k.name), k.id from customer k where k.id = ${key}::uuid)`
  const conditions = [...(search ? matches(search) : []), ...(key ? [from] : [])]
  const direction = before ? sql`desc` : sql`asc`
  const rows = await tx.$queryRaw<(Omit<ListedCustomer, 'createdAt'> & { createdAt: Date })[]>`
    select c.id, c.name, c.created_at as "createdAt",
      (select count(*)::int from membership m where m.customer_id = c.id) as people,
      (select count(*)::int from invitation i where i.customer_id = c.id and i.accepted_at is null
        and i.revoked_at is null and i.expires_at > now()) as invited,
      (select count(*)::int from console.listing l where l.customer_id = c.id and l.state <> 'disconnected') as integrations,
      (select count(*)::int from console.listing l where l.customer_id = c.id and l.state = 'needs_attention') as failing
    from customer c ${conditions.length > 0 ? sql`where ${join(conditions, ' and ')}` : empty}
    order by app.fold(c.name) ${direction}, c.id ${direction} limit ${pageSize + 1}`
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

/** Each word stands in the name, or in the address of somebody who belongs there or is invited. */
function matches(search: string): Prisma.Sql[] {
  const id = search.toLowerCase()
  if (isUuid(id)) return [sql`c.id = ${id}::uuid`]
  const words = searchWords(search)
  // Too short for the index, as in the list of integrations.
  if (!words) return [sql`false`]
  return words.slice(0, mostWords).map((word) => {
    const pattern = sql`app.fold(${contains(word)})`
    return sql`(app.fold(c.name) like ${pattern}
      or c.id in (select m.customer_id from membership m join person p on p.id = m.person_id where p.email like ${pattern})
      or c.id in (select i.customer_id from invitation i where i.email like ${pattern} and i.accepted_at is null
        and i.revoked_at is null))`
  })
}

export interface CustomerView {
  id: string
  name: string
  createdAt: string
  people: ColleagueView[]
  invitations: InvitationView[]
  /** Integrations that are not disconnected, and those of them that need attention. */
  integrations: number
  failing: number
}

/** A customer with its people and open invitations; null when there is none. The look is recorded in its activity. */
export async function reviewCustomer(staff: Staff, id: string): Promise<CustomerView | null> {
  if (!isUuid(id)) return null
  return staffDatabase().transaction(async (tx) => {
    const customer = await tx.customer.findUnique({ where: { id }, select: { name: true, createdAt: true } })
    if (!customer) return null
    const actor = { kind: 'staff', personId: staff.personId } as const
    await appendActivity(tx, { customerId: id, actor, action: 'customer.viewed' })
    const live = { customerId: id, state: { not: 'disconnected' } } as const
    return {
      id,
      name: customer.name,
      createdAt: customer.createdAt.toISOString(),
      people: await colleaguesOf(tx, id, staff.personId),
      invitations: await openInvitations(tx, id, 'all'),
      integrations: await tx.integration.count({ where: live }),
      failing: await tx.integration.count({ where: { ...live, state: 'needs_attention' } }),
    }
  })
}
