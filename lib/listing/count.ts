import 'server-only'
import { cappedQuery, countRows } from '#lib/count-capped.ts'
import type { Tx } from '#lib/database.ts'
import { whereOf } from '#lib/listing/conditions.ts'
import type { ListFilter } from '#lib/listing/filter.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** How many rows a filter has on all its pages; null when there are more than 500. */
export function countCapped(tx: Tx, filter: ListFilter): Promise<number | null> {
  return countRows(tx, rowsOf(filter))
}

/** The statement of `countCapped`. */
export function countQuery(filter: ListFilter): Prisma.Sql {
  return cappedQuery(rowsOf(filter))
}

function rowsOf(filter: ListFilter): Prisma.Sql {
  return Prisma.sql`console.listing l ${whereOf(filter)} ${alongIndex(filter)}`
}

/**
 * A state with another condition is read along the index of states. Without being told, PostgreSQL expects such rows
 * everywhere and reads the table from its beginning; but rows that change move to its end, and it read 840,000 of a million
 * before it had 1,001 of them.
 */
function alongIndex({ state, search, permission, expiry, since, ...filter }: ListFilter): Prisma.Sql {
  const others = [filter.check, filter.method, filter.case, filter.assignee, filter.paused]
  const isNarrowed = state !== null && others.some((value) => value !== null)
  const hasOwnIndex = [search, permission, expiry, since].some((value) => value !== null)
  return isNarrowed && !hasOwnIndex ? Prisma.sql`order by l.integration_id` : Prisma.empty
}
