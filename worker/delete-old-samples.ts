import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Database } from '#lib/database.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** How many samples one sweep deletes at most; the next one takes the rest. */
const most = 500

interface Old {
  customerId: string
  integrationId: string
}

/**
 * Empties the samples that were read more than `days` ago, records and figures alike. The row stays, so that the page
 * can say that there was one. Answers how many were emptied.
 */
export async function deleteOldSamples(database: Database, days: number, now = Date.now()): Promise<number> {
  const moment = new Date(now - days * 86_400_000)
  const old = await database.transaction(
    (tx) => tx.$queryRaw<Old[]>`
      select customer_id as "customerId", integration_id as "integrationId"
      from app.samples_read_before(${moment}::timestamptz, ${most}::int)`,
  )
  let deleted = 0
  for (const one of old) if (await deleteOne(database, one, moment)) deleted += 1
  return deleted
}

/** False when it was read anew, or ended, in the meantime. */
function deleteOne(database: Database, { customerId, integrationId }: Old, moment: Date): Promise<boolean> {
  return database.forCustomer(customerId, async (tx) => {
    const { count } = await tx.sample.updateMany({
      where: { customerId, integrationId, readAt: { lt: moment }, sealed: { not: null } },
      data: { sealed: null, recordCount: 0, coverage: Prisma.DbNull, refreshFailure: null },
    })
    if (count === 0) return false
    const actor = { kind: 'system', process: 'worker' } as const
    await appendActivity(tx, { customerId, actor, action: 'sample.deleted', integrationId })
    await tx.$queryRaw`select pg_notify('integration', ${integrationId})::text`
    return true
  })
}
