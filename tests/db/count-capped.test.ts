import { expect, test } from 'vitest'
import { countRows } from '#lib/count-capped.ts'
import { staffDatabase } from '#lib/db.ts'
import { Prisma } from '#prisma/generated/client.ts'

test.each([
  [0, 0],
  [499, 499],
  [500, 500],
  [501, null],
  [100_000, null],
])('of %i rows the count is %s', async (rows, count) => {
  const from = Prisma.sql`generate_series(1, ${rows}::int)`
  expect(await staffDatabase().transaction((tx) => countRows(tx, from))).toBe(count)
})
