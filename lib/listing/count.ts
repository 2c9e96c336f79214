import 'server-only'
import type { Tx } from '#lib/database.ts'
import { whereOf } from '#lib/listing/conditions.ts'
import type { ListFilter } from '#lib/listing/filter.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** An exact count of a million rows takes longer than the page; beyond this nobody needs it. */
const mostCounted = 1_000

/** How many rows a filter has on all its pages; null when there are more than 1,000. */
export async function countCapped(tx: Tx, filter: ListFilter): Promise<number | null> {
  const [answer] = await tx.$queryRaw<{ count: number }[]>(countQuery(filter))
  const count = answer?.count ?? 0
  return count > mostCounted ? null : count
}

/** The statement of `countCapped`. */
export function countQuery(filter: ListFilter): Prisma.Sql {
  return Prisma.sql`
    select count(*)::int as count from (select from console.listing l ${whereOf(filter)} limit ${mostCounted + 1}) counted`
}
