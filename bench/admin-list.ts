import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { quantile, type Row } from '#bench/row.ts'
import { canonicalJson } from '#lib/activity/canonical-json.ts'
import { loadStaff, type Staff } from '#lib/auth/actor.ts'
import { addStaff } from '#lib/auth/add-staff.ts'
import { type Database, openDatabase } from '#lib/database.ts'
import { countQuery } from '#lib/listing/count.ts'
import { filterFrom, type ListFilter } from '#lib/listing/filter.ts'
import { listFrom } from '#lib/listing/list.ts'
import { overviewFrom } from '#lib/listing/overview.ts'
import { rowsQuery } from '#lib/listing/rows.ts'
import { seedIntegrations } from '#prisma/seed-many.ts'
import { prepare } from '#scripts/prepare.ts'

const small = 1_000
const large = 1_000_000
const runs = 100
const pageSize = 50

/** A portal's database of some size, as the staff's role sees it. */
interface Sized {
  staff: Staff
  database: Database
  /** The same role without Prisma. */
  bare: Client
  /** A key in the middle of the list, where only a key leads quickly. */
  middle: string
  /** A word that one integration alone has: its zone. */
  rare: string
  customer: string
  close(): Promise<void>
}

/** The staff's list over a million integrations, beside a thousand and beside its own two questions sent bare. */
export async function measureAdminList(): Promise<Row[]> {
  const sizes = { small: await open(small), large: await open(large) }
  try {
    // The process itself becomes quicker over its first hundreds of lists; the first case is not to pay for that.
    for (const { database, staff } of Object.values(sizes)) {
      await measure(() => listFrom(database, staff, filterFrom({})))
    }
    const rows: Row[] = []
    let slowest = { what: '', p95: 0, filter: filterFrom({}) }
    for (const [what, params] of Object.entries(cases)) {
      const of = async (sized: Sized) => {
        const filter = filterFrom(params(sized))
        const list = await measure(() => listFrom(sized.database, sized.staff, filter))
        const bare = await measure(() => askBare(sized.bare, filter))
        const floor = await measure(() => askAndRecord(sized, filter))
        return { list, bare, floor }
      }
      const large = await of(sizes.large)
      if (large.list.p95 > slowest.p95)
        slowest = { what, p95: large.list.p95, filter: filterFrom(params(sizes.large)) }
      rows.push(row(what, large, await of(sizes.small)))
    }
    const of = (sized: Sized) => measure(() => overviewFrom(sized.database, sized.staff))
    rows.push(row('overview', { list: await of(sizes.large) }, { list: await of(sizes.small) }))
    await explain(sizes.large.bare, slowest.what, slowest.filter)
    return rows
  } finally {
    await Promise.all([sizes.small.close(), sizes.large.close()])
  }
}

const cases: Record<string, (sized: Sized) => Record<string, string>> = {
  'first page': () => ({}),
  'deep page': ({ middle }) => ({ after: middle }),
  'state needs attention': () => ({ state: 'needs_attention' }),
  'state connected with gaps': () => ({ state: 'connected_with_gaps' }),
  'failing check': () => ({ check: 'audit_log_readable' }),
  'missing permission': () => ({ permission: 'account_waf' }),
  method: () => ({ method: 'global_key' }),
  'expires within 30 days': () => ({ expiry: '30' }),
  customer: ({ customer }) => ({ customer }),
  'case waiting': () => ({ case: 'waiting' }),
  'assignee nobody': () => ({ assignee: 'nobody' }),
  'unconfirmed for long': () => ({ state: 'unconfirmed', since: '30' }),
  'three filters': () => ({ state: 'needs_attention', method: 'api_token', case: 'none' }),
  'ordered by expiry': () => ({ sort: 'expiry' }),
  'ordered by customer': () => ({ sort: 'customer' }),
  'search, rare word': ({ rare }) => ({ search: rare }),
  'search, common word': () => ({ search: 'bikes' }),
  'search, word of all': () => ({ search: 'example' }),
  'search, two words': ({ rare }) => ({ search: `bikes ${rare}` }),
  'search, no hit': () => ({ search: 'zzyzx quux' }),
}

async function open(count: number): Promise<Sized> {
  const folder = await mkdtemp(join(tmpdir(), 'aquila-bench-'))
  const prepared = await prepare(folder)
  await seedIntegrations(prepared.ownerUrl, count)
  const owner = openDatabase(prepared.ownerUrl, 1)
  const email = 'bench@aquila.example'
  await addStaff(owner, email, 'support')
  const { id } = await owner.transaction((tx) => tx.person.findUniqueOrThrow({ where: { email } }))
  await owner.close()
  const database = openDatabase(prepared.urls.staff, 5)
  const staff = await loadStaff(database, id)
  const bare = new Client({ connectionString: prepared.urls.staff })
  await bare.connect()
  const { rows } = await bare.query<{ id: string; zone: string; customer: string }>(
    `select integration_id as id, first_zone as zone, customer_id as customer from console.listing
     order by integration_id offset $1 limit 1`,
    [Math.round(count / 2)],
  )
  const [middle] = rows
  if (!staff || !middle) throw new Error('The seed made nothing.')
  return {
    staff,
    database,
    bare,
    middle: middle.id,
    rare: middle.zone,
    customer: middle.customer,
    async close() {
      await bare.end()
      await database.close()
      await prepared.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function askBare(client: Client, filter: ListFilter): Promise<void> {
  const rows = rowsQuery(filter, pageSize + 1)
  const { rowCount } = await client.query(rows.text, rows.values)
  // As the list does: what fits on one page is not counted.
  if (!filter.after && (rowCount ?? 0) <= pageSize) return
  const count = countQuery(filter)
  await client.query(count.text, count.values)
}

/**
 * The same statements with the record that each look leaves, in a transaction, as the list has to send them: the floor.
 * Where the questions take a millisecond, the record and the commit that waits for the disk are the larger part.
 */
async function askAndRecord({ bare, staff }: Sized, filter: ListFilter): Promise<void> {
  await bare.query('begin')
  await askBare(bare, filter)
  const entry = { action: 'integrations.listed', actor: { kind: 'staff', personId: staff.personId } }
  await bare.query('select app.append_activity(null, $1)', [canonicalJson(entry)])
  await bare.query('commit')
}

/** Prints how PostgreSQL answers the two questions of the slowest list. */
async function explain(client: Client, what: string, filter: ListFilter): Promise<void> {
  for (const { text, values } of [rowsQuery(filter, pageSize + 1), countQuery(filter)]) {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, costs off, buffers off) ${text}`,
      values,
    )
    process.stdout.write(`EXPLAIN of ${what}:\n${rows.map((line) => `  ${line['QUERY PLAN']}`).join('\n')}\n`)
  }
}

interface Times {
  p50: number
  p95: number
}

async function measure(work: () => Promise<unknown>): Promise<Times> {
  for (let warm = 0; warm < 10; warm += 1) await work()
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

interface Measured {
  list: Times
  /** Its questions alone, and with the record and the transaction; the overview has none. */
  bare?: Times
  floor?: Times
}

function row(what: string, big: Measured, little: Measured): Row {
  const toSmall = big.list.p95 / little.list.p95
  const times = (of: Times | undefined) => (of ? big.list.p95 / of.p95 : null)
  const written = (of: Times | undefined) => (of ? `${of.p50.toFixed(1)} / ${of.p95.toFixed(1)} ms` : 'none')
  const ratio = (value: number | null) => (value === null ? 'none' : `${value.toFixed(2)} x`)
  return {
    what: `${what}, 1,000,000 integrations, p50 / p95 of ${runs}`,
    measured: written(big.list),
    floor: `${written(little.list)} at 1,000, ${written(big.floor)} bare with its record, ${written(big.bare)} bare`,
    ratio: `p95 ${ratio(toSmall)} of 1,000, ${ratio(times(big.floor))} of bare with its record, ${ratio(times(big.bare))} of bare`,
    goal: '<= 1.5 x of 1,000 and <= 3 x of bare SQL with its record',
    meets: toSmall <= 1.5 && (times(big.floor) ?? 0) <= 3,
  }
}
