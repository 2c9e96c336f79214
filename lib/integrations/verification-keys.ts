import 'server-only'
import type { Tx } from '#lib/database.ts'

/** An integration together with the customer it belongs to. */
export interface Owned {
  customerId: string
  integrationId: string
}

/*
 * The order of a history is (created_at, id), compared in the database: a date that went through JavaScript has lost
 * its microseconds, and a page would skip or repeat rows.
 */

/** Ids of the verifications that follow one in the order of the history, the nearest first; `from` null: from the newest. */
export async function olderThan(
  tx: Tx,
  { customerId, integrationId }: Owned,
  from: string | null,
  most: number,
) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from verification
    where customer_id = ${customerId}::uuid and integration_id = ${integrationId}::uuid
      and (${from}::uuid is null
        or (created_at, id) < (select v.created_at, v.id from verification v
          where v.id = ${from}::uuid and v.customer_id = ${customerId}::uuid))
    order by created_at desc, id desc limit ${most}::int`
  return rows.map(({ id }) => id)
}

/** Ids of those before one, the nearest first. */
export async function newerThan(tx: Tx, { customerId, integrationId }: Owned, from: string, most: number) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from verification
    where customer_id = ${customerId}::uuid and integration_id = ${integrationId}::uuid
      and (created_at, id) > (select v.created_at, v.id from verification v
          where v.id = ${from}::uuid and v.customer_id = ${customerId}::uuid)
    order by created_at, id limit ${most}::int`
  return rows.map(({ id }) => id)
}

/** Ids of those older than one that came to a verdict, the nearest first; `from` null: from the newest. */
export async function withVerdict(
  tx: Tx,
  { customerId, integrationId }: Owned,
  from: string | null,
  most: number,
) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from verification
    where customer_id = ${customerId}::uuid and integration_id = ${integrationId}::uuid and verdict is not null
      and (${from}::uuid is null
        or (created_at, id) < (select v.created_at, v.id from verification v
          where v.id = ${from}::uuid and v.customer_id = ${customerId}::uuid))
    order by created_at desc, id desc limit ${most}::int`
  return rows.map(({ id }) => id)
}

/** The verification's own id when it is one of this integration; null for an unknown and a foreign one alike. */
export async function keyOf(tx: Tx, { customerId, integrationId }: Owned, id: string | null) {
  if (id === null) return null
  const found = await tx.verification.findFirst({
    where: { id, customerId, integrationId },
    select: { id: true },
  })
  return found?.id ?? null
}
