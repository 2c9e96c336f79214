import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import type { Tx } from '#lib/database.ts'
import { staffDatabase } from '#lib/db.ts'
import { lockLive } from '#lib/integrations/lock-live.ts'
import { startVerification } from '#lib/integrations/start-verification.ts'
import { fromStart, type ListFilter } from '#lib/listing/filter.ts'
import { selectRows } from '#lib/listing/rows.ts'
import { isUniqueViolation } from '#lib/unique-violation.ts'

/** How many integrations one bulk verification takes: it keeps the queue busy for some minutes. */
export const mostAtOnce = 500
/** Few at a time, as nobody else's record can be written while a transaction that has written one is open. */
const together = 20

/** What is verified: chosen ones, the first 500 that match a filter, or those of an earlier run that did not pass. */
export type BulkOf = { ids: string[] } | { filter: ListFilter } | { failedOf: string }

/**
 * Asks for a new verification of many integrations, as one run whose progress can be followed. Disconnected ones are
 * left out. Answers the run's id, null when there is nothing to verify.
 */
export async function startBulk(staff: Staff, of: BulkOf): Promise<string | null> {
  const ids = await staffDatabase().transaction(async (tx) => onlyLive(tx, await idsOf(tx, staff, of)))
  if (ids.length === 0) return null
  const { id } = await staffDatabase().transaction((tx) =>
    tx.bulkRun.create({ data: { personId: staff.personId }, select: { id: true } }),
  )
  for (let at = 0; at < ids.length; at += together) {
    const some = ids.slice(at, at + together)
    await startSome(staff, id, some).catch((error: unknown) => {
      // Somebody else asked for one of them in the same moment: now it is there to be found.
      if (isUniqueViolation(error)) return startSome(staff, id, some)
      throw error
    })
  }
  return id
}

async function idsOf(tx: Tx, staff: Staff, of: BulkOf): Promise<string[]> {
  if ('ids' in of) return of.ids.slice(0, mostAtOnce)
  if ('filter' in of) return (await selectRows(tx, fromStart(of.filter), mostAtOnce)).map(({ id }) => id)
  const items = await tx.$queryRaw<{ id: string }[]>`
    select i.integration_id as id from bulk_item i
      join bulk_run r on r.id = i.bulk_run_id join verification v on v.id = i.verification_id
    where r.id = ${of.failedOf}::uuid and r.person_id = ${staff.personId}::uuid
      and v.finished_at is not null and v.verdict is distinct from 'connected'
      and v.verdict is distinct from 'connected_with_gaps'`
  return items.map(({ id }) => id)
}

/** A run of nothing is none. */
async function onlyLive(tx: Tx, ids: string[]): Promise<string[]> {
  const where = { id: { in: ids }, state: { not: 'disconnected' } } as const
  return (await tx.integration.findMany({ where, select: { id: true } })).map(({ id }) => id)
}

async function startSome(staff: Staff, bulkRunId: string, ids: string[]): Promise<void> {
  await staffDatabase().transaction(async (tx) => {
    const live = await lockLive(tx, ids)
    for (const { integrationId, customerId } of live) {
      const verificationId = await startVerification(tx, { customerId, integrationId }, 'staff')
      await tx.bulkItem.create({
        data: { bulkRunId, integrationId, verificationId },
        select: { integrationId: true },
      })
    }
    const actor = { kind: 'staff', personId: staff.personId } as const
    for (const { integrationId, customerId } of live) {
      await appendActivity(tx, { customerId, actor, action: 'verification.requested', integrationId })
    }
  })
}
