import 'server-only'
import type { Tx } from '#lib/database.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** An exact count of a million rows takes longer than the page; beyond this, what can be worked at once, nobody needs it. */
const mostCounted = 500

/** How many rows stand in `from`, which is a table with its conditions; null when there are more than 500. */
export async function countRows(tx: Tx, from: Prisma.Sql): Promise<number | null> {
  const [answer] = await tx.$queryRaw<{ count: number }[]>(cappedQuery(from))
  const count = answer?.count ?? 0
  return count > mostCounted ? null : count
}

/** The statement of `countRows`. */
export function cappedQuery(from: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select count(*)::int as count from (select from ${from} limit ${mostCounted + 1}) counted`
}
