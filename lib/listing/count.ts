import 'server-only'
import { cappedQuery, countRows } from '#lib/count-capped.ts'
import type { Tx } from '#lib/database.ts'
import { whereOf } from '#lib/listing/conditions.ts'
import type { ListFilter } from '#lib/listing/filter.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** How many rows a filter has on all its pages; null when there are more than 1,000. */
export function countCapped(tx: Tx, filter: ListFilter): Promise<number | null> {
  return countRows(tx, rowsOf(filter))
}

/** The statement of `countCapped`. */
export function countQuery(filter: ListFilter): Prisma.Sql {
  return cappedQuery(rowsOf(filter))
}

function rowsOf(filter: ListFilter): Prisma.Sql {
  return Prisma.sql`console.listing l ${whereOf(filter)}`
}
