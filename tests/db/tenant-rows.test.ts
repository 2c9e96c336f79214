import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { attempt, run, takeOwnDatabase } from '#tests/db/cluster.ts'
import { customerTables, newTenant, rowOf, type Tenant, tryInsert } from '#tests/db/customer-tables.ts'

await takeOwnDatabase()
const tables = await customerTables()
const simulator = await startSimulator()
let ours: Tenant
let theirs: Tenant

beforeAll(async () => {
  ours = await newTenant(simulator.url)
  theirs = await newTenant(simulator.url, 'empty audit log')
  // Row-level security alone has to hold, so the grants that also stand in the way are taken out of it.
  for (const table of tables) {
    await run('owner', `grant select, insert, update, delete on "${table}" to aquila_web, aquila_worker`)
  }
})
afterAll(() => simulator.close())

test('the catalog names the tables of customers', () => {
  expect(tables).toEqual(expect.arrayContaining(['activity', 'credential', 'integration', 'sample', 'zone']))
})

test('each reference from one of them to another one includes the customer', async () => {
  const loose = await run<{ name: string }>(
    'superuser',
    `select f.conname as name from pg_constraint f
     where f.contype = 'f' and f.conrelid::regclass::text = any($1) and f.confrelid::regclass::text = any($1)
       and not exists (select from pg_attribute a where a.attrelid = f.conrelid and a.attname = 'customer_id'
                       and a.attnum = f.conkey[1])`,
    [tables.map((table) => (table === 'check' ? '"check"' : table))],
  )
  expect(loose).toEqual([])
})

describe.each(['web', 'worker'] as const)('as %s', (role) => {
  test.each(tables)('without a customer there is no row of %s', async (table) => {
    const counts = await attempt(role, null, (client) =>
      client.query(`select count(*)::int as seen from "${table}"`),
    )
    expect(counts.rows).toEqual([{ seen: 0 }])
  })

  test.each(tables)('of %s there are the own rows and no others', async (table) => {
    await rowOf(table, theirs.customerId)
    const seen = await attempt(role, ours.customerId, (client) =>
      client.query(`select distinct customer_id from "${table}"`),
    )
    expect(seen.rows).toEqual([{ customer_id: ours.customerId }])
  })

  test.each(tables)('a foreign row of %s cannot be changed, deleted or locked', async (table) => {
    const where = 'where customer_id = $1'
    const lock = `select from "${table}" ${where} for update`
    for (const change of [
      `update "${table}" set customer_id = $1 ${where}`,
      `delete from "${table}" ${where}`,
      lock,
    ]) {
      const outcome = await attempt(role, ours.customerId, (client) =>
        client.query(change, [theirs.customerId]).then(({ rowCount }) => rowCount, codeOf),
      )
      expect([change, outcome]).toEqual([change, table === 'activity' && change !== lock ? '42501' : 0])
    }
  })

  test.each(tables)('a row of %s cannot be inserted for, or moved to, another customer', async (table) => {
    const differences = table === 'integration' ? { state: 'verifying' } : {}
    const row = { ...(await rowOf(table, theirs.customerId)), ...differences }
    const refused = { code: '42501', message: expect.stringMatching(/row-level security|append-only/) }
    await expect(tryInsert(role, ours.customerId, table, row)).rejects.toMatchObject(refused)
    // The control: for the customer whose row it is, only its being there already is in the way.
    await expect(tryInsert(role, theirs.customerId, table, row)).rejects.toMatchObject({ code: '23505' })
    const move = attempt(role, ours.customerId, (client) =>
      client.query(`update "${table}" set customer_id = $1`, [theirs.customerId]),
    )
    await expect(move).rejects.toMatchObject(refused)
  })
})

test.each([
  ['zone', 'integration_id', { zone_id: 'f'.repeat(32) }],
  ['credential', 'integration_id', { version: 99 }],
  ['verification', 'integration_id', {}],
  ['check', 'verification_id', { subject: 'f'.repeat(32) }],
  ['sample', 'integration_id', {}],
  ['notice', 'integration_id', {}],
])('a row of %s cannot hang on a parent of another customer', async (table, column, differences) => {
  const parent = (await rowOf(table, theirs.customerId))[column]
  const row = { ...(await rowOf(table, ours.customerId)), ...differences, id: randomUUID(), [column]: parent }
  await expect(tryInsert('web', ours.customerId, table, row)).rejects.toMatchObject({ code: '23503' })
})

test('of customers and memberships a person without a chosen customer sees the own ones', async () => {
  const seen = await attempt('web', null, async (client) => {
    await client.query("select set_config('app.person_id', $1, true)", [ours.member.personId])
    const memberships = await client.query('select customer_id as id from membership')
    const customers = await client.query('select id from customer')
    return [memberships.rows, customers.rows]
  })
  expect(seen).toEqual([[{ id: ours.customerId }], [{ id: ours.customerId }]])
})

function codeOf(error: { code?: string }): string | undefined {
  return error.code
}
