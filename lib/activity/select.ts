import 'server-only'
import { type ActivityFilter, systemName } from '#lib/activity/filter.ts'
import { type Payload, readPayload, sentenceOf } from '#lib/activity/payload.ts'
import type { ActivityRecord } from '#lib/activity/view.ts'
import type { Tx } from '#lib/database.ts'
import { isUuid } from '#lib/is-uuid.ts'
import { Prisma } from '#prisma/generated/client.ts'

type Sql = Prisma.Sql
const { sql, join, empty } = Prisma

/**
 * What a filter asks of a record of `activity a`, beginning with "where"; null when no record can have it. The address
 * becomes an id and the days become numbers of records, for those the indexes are ordered by: a page is quick among
 * millions of records, also one of a single day years ago.
 */
export async function whereOf(tx: Tx, filter: ActivityFilter): Promise<Sql | null> {
  const { actor, action, customer, from, to } = filter
  const all: Sql[] = []
  if (actor === systemName) all.push(sql`a.actor_id is null`)
  else if (actor !== null) {
    const person = await tx.person.findUnique({ where: { email: actor }, select: { id: true } })
    if (!person) return null
    all.push(sql`a.actor_id = ${person.id}::uuid`)
  }
  if (action !== null) all.push(sql`a.action = ${action}`)
  if (customer !== null) all.push(sql`a.customer_id = ${customer}::uuid`)
  if (from !== null) {
    const first = await firstOf(tx, sql`at >= ${startOf(from)} order by at, seq`)
    if (first === null) return null
    all.push(sql`a.seq >= ${first}`)
  }
  if (to !== null) {
    const last = await firstOf(tx, sql`at < ${startOf(to)} + interval '1 day' order by at desc, seq desc`)
    if (last === null) return null
    all.push(sql`a.seq <= ${last}`)
  }
  return all.length > 0 ? sql`where ${join(all, ' and ')}` : empty
}

/** The first moment of a day in UTC. */
function startOf(day: string): Sql {
  return sql`(${day}::timestamp at time zone 'UTC')`
}

async function firstOf(tx: Tx, found: Sql): Promise<bigint | null> {
  const [row] = await tx.$queryRaw<{ seq: bigint }[]>(sql`select seq from activity where ${found} limit 1`)
  return row?.seq ?? null
}

interface Row {
  seq: bigint
  at: string | null
  actorId: string | null
  email: string | null
  customerId: string | null
  customerName: string | null
  integrationId: string | null
  payload: string
  hash: Uint8Array
}

/**
 * At most `most` records behind or before a place, the newest first; those before it are the ones next to it.
 *
 * @param where as `whereOf` gives it.
 */
export async function selectRecords(
  tx: Tx,
  where: Sql,
  { after, before }: Pick<ActivityFilter, 'after' | 'before'>,
  most: number,
): Promise<ActivityRecord[]> {
  const and = where === empty ? sql`where` : sql`${where} and`
  const rest = before
    ? sql`${and} a.seq > ${before}::bigint order by a.seq`
    : after
      ? sql`${and} a.seq < ${after}::bigint order by a.seq desc`
      : sql`${where} order by a.seq desc`
  // People and customers are looked up for the records of the page alone.
  const rows = await tx.$queryRaw<Row[]>(sql`
    select a.seq, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, a.actor_id as "actorId", p.email,
      a.customer_id as "customerId", c.name as "customerName", a.integration_id as "integrationId", a.payload, a.hash
    from (select a.* from activity a ${rest} limit ${most}) a
      left join person p on p.id = a.actor_id left join customer c on c.id = a.customer_id
    order by a.seq desc`)
  const addresses = await addressesIn(tx, rows)
  return rows.map((row) => toRecord(row, addresses))
}

/** The addresses of those whom the details of records are about: people, and those who are invited. */
async function addressesIn(tx: Tx, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ payload }) => aboutIds(readPayload(payload)))
  if (ids.length === 0) return new Map()
  const where = { id: { in: ids } }
  const people = await tx.person.findMany({ where, select: { id: true, email: true } })
  const invitations = await tx.invitation.findMany({ where, select: { id: true, email: true } })
  return new Map([...people, ...invitations].map(({ id, email }) => [id, email]))
}

function aboutIds({ details }: Payload): string[] {
  return [details['personId'], details['invitationId']].filter((id) => id !== undefined).filter(isUuid)
}

function toRecord(
  { seq, at, email, customerId, customerName, payload, hash, ...row }: Row,
  addresses: Map<string, string>,
): ActivityRecord {
  const said = readPayload(payload)
  const [about = ''] = aboutIds(said)
  const { kind } = said.actor
  return {
    ...row,
    seq: String(seq),
    at: at !== null && Number.isNaN(Date.parse(at)) ? null : at,
    actor: kind === 'system' ? systemName : (email ?? 'A person since removed'),
    action: said.action,
    sentence: sentenceOf(said),
    about: addresses.get(about) ?? null,
    customer:
      customerId === null ? null : { id: customerId, name: customerName ?? 'A customer since removed' },
    details: Object.keys(said.details).length > 0 ? JSON.stringify(said.details) : null,
    hash: Buffer.from(hash).toString('hex'),
  }
}
