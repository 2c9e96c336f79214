import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Staff } from '#lib/auth/actor.ts'
import { exportListing } from '#lib/listing/export.ts'
import { filterFrom, type ListFilter, sorts } from '#lib/listing/filter.ts'
import { listForStaff } from '#lib/listing/list.ts'
import { overview } from '#lib/listing/overview.ts'
import { seedIntegrations } from '#prisma/seed-many.ts'
import { run, takeOwnDatabase, urlOf } from '#tests/db/cluster.ts'
import { connectSample, newMember, newStaff, workerDatabase } from '#tests/db/fixtures.ts'

const count = 400
let staff: Staff

beforeAll(async () => {
  await takeOwnDatabase()
  await seedIntegrations(urlOf('owner'), count)
  staff = await newStaff()
})

const list = (params: Record<string, string>) => listForStaff(staff, filterFrom(params))

/** Every page of a filter, forwards and then backwards again, and what they say of how many there are in all. */
async function walk(params: Record<string, string>): Promise<{
  forwards: string[]
  backwards: string[]
  counts: Set<number | null>
}> {
  const forwards: string[] = []
  let page = await list(params)
  const counts = new Set([page.count])
  forwards.push(...page.rows.map(({ id }) => id))
  while (page.hasLater) {
    page = await list({ ...params, after: page.rows.at(-1)?.key ?? '' })
    counts.add(page.count)
    forwards.push(...page.rows.map(({ id }) => id))
  }
  const backwards = page.rows.map(({ id }) => id)
  while (page.hasEarlier) {
    page = await list({ ...params, before: page.rows[0]?.key ?? '' })
    counts.add(page.count)
    backwards.unshift(...page.rows.map(({ id }) => id))
  }
  return { forwards, backwards, counts }
}

test.each(sorts)('ordered by %s, the pages show every row once, forwards and backwards', async (sort) => {
  const { forwards, backwards } = await walk({ sort })
  expect(new Set(forwards).size).toBe(count)
  expect(forwards).toHaveLength(count)
  expect(backwards).toEqual(forwards)
})

test('rows that change their place do not move the pages of the others', async () => {
  const first = await list({ sort: 'customer' })
  const [one] = first.rows
  await run('superuser', "update customer set name = 'zzz last of all' where id = $1", [one?.customerId])
  const second = await list({ sort: 'customer', after: first.rows.at(-1)?.key ?? '' })
  const seen = new Set(first.rows.map(({ id }) => id))
  expect(second.rows.filter(({ id }) => seen.has(id))).toEqual([])
})

/** The same question, answered from the tables themselves and not from what the list keeps. */
const plain: [Record<string, string>, string][] = [
  [{ state: 'connected' }, "i.state = 'connected' and cardinality(i.missing) = 0"],
  [{ state: 'connected_with_gaps' }, "i.state = 'connected' and cardinality(i.missing) > 0"],
  [{ state: 'needs_attention' }, "i.state = 'needs_attention'"],
  [{ check: 'zone' }, "i.failed_check = 'zone'"],
  [{ permission: 'account_waf' }, "'account_waf' = any (i.missing)"],
  [{ method: 'global_key' }, "k.kind = 'global_key'"],
  [{ expiry: 'expired' }, 'k.expires_on < now()'],
  [{ expiry: '90' }, "k.expires_on between now() and now() + interval '90 days'"],
  [{ expiry: 'none' }, 'k.expires_on is null'],
  [{ case: 'waiting' }, "s.state = 'waiting'"],
  [{ case: 'none' }, 's.state is null'],
  [{ assignee: 'nobody' }, 's.assignee_id is null'],
  [{ state: 'needs_attention', method: 'api_token' }, "i.state = 'needs_attention' and k.kind = 'api_token'"],
]

test.each(plain)('the filter %j finds what the tables say', async (params, where) => {
  const expected = await run<{ id: string }>(
    'superuser',
    `select i.id from integration i
       left join credential k on k.integration_id = i.id and k.destroyed_at is null
       left join support_case s on s.integration_id = i.id where ${where}`,
  )
  expect(expected.length, 'the seed has some of these').toBeGreaterThan(0)
  const { forwards, counts } = await walk(params)
  expect(forwards.toSorted()).toEqual(expected.map(({ id }) => id).toSorted())
  expect(counts).toEqual(new Set([expected.length]))
})

test('the search finds customer, account, zone and member by any piece of three letters, and escapes its signs', async () => {
  const [row] = (await list({ state: 'connected' })).rows
  const [found] = await run<{ zone: string; zone_id: string; email: string }>(
    'superuser',
    `select z.name as zone, z.zone_id, p.email from zone z join membership m using (customer_id)
       join person p on p.id = m.person_id where z.integration_id = $1 limit 1`,
    [row?.id],
  )
  const { zone = '', zone_id = '', email = '' } = found ?? {}
  const pieces = [
    row?.customerName.slice(2).toUpperCase() ?? '',
    row?.accountId ?? '',
    row?.accountId.slice(5, 20) ?? '',
    zone.slice(1),
    zone_id.toUpperCase(),
    email,
    row?.id ?? '',
    `${row?.customerName.split(' ').at(-1)} ${row?.customerName.split(' ')[0]}`,
  ]
  for (const search of pieces) expect((await list({ search })).rows.map(({ id }) => id)).toContain(row?.id)
  for (const search of ['%%%', '___', '\\\\\\', `${row?.customerName}x`, 'ab', randomUUID()])
    expect((await list({ search })).rows).toEqual([])
})

test('the list keeps up with the tables: names, zones, credentials, cases, members', async () => {
  const [row] = (await list({ state: 'needs_attention', case: 'none' })).rows
  const id = row?.id
  const change = (sql: string, ...values: unknown[]) => run('superuser', sql, values)
  await change(
    "update integration set account_name = 'Renamed Account', state = 'connected' where id = $1",
    id,
  )
  await change("update zone set name = 'renamed-zone.example' where integration_id = $1", id)
  await change("update credential set expires_on = '2030-01-01' where integration_id = $1", id)
  await change(
    'insert into support_case (integration_id, customer_id, state) values ($1, $2, $3)',
    id,
    row?.customerId,
    'waiting',
  )
  const person = randomUUID()
  await change('insert into person (id, email) values ($1, $2)', person, 'new-colleague@elsewhere.example')
  await change('insert into membership (customer_id, person_id) values ($1, $2)', row?.customerId, person)
  const [now] = (await list({ search: id ?? '' })).rows
  expect(now).toMatchObject({
    accountName: 'Renamed Account',
    state: 'connected',
    firstZone: 'renamed-zone.example',
    expiresOn: '2030-01-01T00:00:00.000Z',
    caseState: 'waiting',
  })
  for (const search of ['renamed account', 'renamed-zone', 'new-colleague@elsewhere'])
    expect((await list({ search })).rows.map((one) => one.id)).toContain(id)
  const [{ drift } = { drift: -1 }] = await run<{ drift: number }>(
    'superuser',
    `select count(*)::int as drift from console.listing l full join app.listing_now n using (integration_id)
       where (l.customer_name, l.state, l.search, l.mask, l.missing, l.case_state, l.zone_count, l.first_zone)
         is distinct from (n.customer_name, n.state, n.search, n.mask, n.missing, n.case_state, n.zone_count, n.first_zone)`,
  )
  expect(drift).toBe(0)
})

test('a made-up key begins the list anew', async () => {
  const id = '01990000-0000-7000-8000-000000000000'
  const first = (await list({ sort: 'expiry' })).rows.map((row) => row.id)
  for (const value of ['9999-99-99 00:00:00', '2026-02-31 00:00:00', '2026-01-01 25:00:00', 'now'])
    expect((await list({ sort: 'expiry', after: `${id}.${value}` })).rows.map((row) => row.id)).toEqual(first)
})

test('the export has a line for each row of the filter, in its order, and no formula', async () => {
  await run(
    'superuser',
    `update customer set name = '=cmd|x, "y"' where id = (select customer_id from console.listing order by 1 limit 1)`,
  )
  const filter: ListFilter = filterFrom({ sort: 'customer' })
  const text = await new Response(await exportListing(staff, filter, async () => true)).text()
  const lines = text.trimEnd().split('\r\n')
  expect(lines[0]).toMatch(/^customer,account,/)
  expect(lines).toHaveLength(count + 1)
  expect(text).toContain(`"'=cmd|x, ""y"""`)
  expect(lines.filter((line) => /^[=+@]/.test(line))).toEqual([])
})

test('a download breaks off when its session ends', async () => {
  const stream = await exportListing(staff, filterFrom({}), async () => false)
  await expect(new Response(stream).text()).rejects.toThrow('The session has ended.')
})

test('the overview counts what the lists show', async () => {
  await workerDatabase().transaction((tx) => tx.$queryRaw`select app.count_states()::text`)
  const { states, attention, trend, countedAt } = await overview(staff)
  expect(states.reduce((sum, state) => sum + state.count, 0)).toBe(count)
  expect(Date.now() - new Date(countedAt ?? 0).getTime()).toBeLessThan(60_000)
  expect(trend.length).toBeGreaterThanOrEqual(90)
  for (const { state, count: said } of states) expect((await list({ state })).count).toBe(said)
  for (const { filter, count: said } of attention)
    expect((await listForStaff(staff, filter)).count).toBe(said)
})

test('neither web nor the worker can name a listing', async () => {
  for (const role of ['web', 'worker'] as const)
    await expect(run(role, 'select from console.listing')).rejects.toThrow(
      'permission denied for schema console',
    )
})

test('the search knows capitals of every script, also where the database does not', async () => {
  const asInC = await run(
    'superuser',
    `select lower('Ö' collate "C") as lower, app.fold('Ö' collate "C") as fold`,
  )
  expect(asInC).toEqual([{ lower: 'Ö', fold: 'ö' }])
  const member = await newMember(`ÖKO Жук ${randomUUID()}`)
  const id = await connectSample(member, 'user token')
  for (const search of ['öko жук', 'ÖKO ЖУК', 'öKo'])
    expect((await list({ search, customer: member.customerId })).rows.map((row) => row.id)).toEqual([id])
})
