import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { webDatabase } from '#lib/db.ts'
import { attempt, type Role, run } from '#tests/db/cluster.ts'
import { newTenant, rowOf, type Tenant, tryInsert } from '#tests/db/customer-tables.ts'

const refused = { code: '42501' }
const simulator = await startSimulator()
let tenant: Tenant
beforeAll(async () => {
  tenant = await newTenant(simulator.url)
})
afterAll(() => simulator.close())

const as = (role: Role, sql: string, values: unknown[] = []) =>
  attempt(role, tenant.customerId, (client) => client.query(sql, values))

describe.each(['web', 'staff'] as const)('as %s', (role) => {
  test.each([
    'select sealed from credential',
    'select * from credential',
    'select credential from credential',
    'select to_jsonb(c) from credential c',
    'select octet_length(sealed) from credential',
    "select id from credential where sealed > '\\x00'",
    'select id from credential order by sealed',
    'select count(sealed) from credential',
    'table credential',
    'copy credential (sealed) to stdout',
    'select token_hash from sign_in_request',
    'select nonce_hash from sign_in_request',
  ])('%s is refused', async (sql) => {
    await expect(as(role, sql)).rejects.toMatchObject(refused)
  })

  test('everything else of a credential can be read', async () => {
    const { rows } = await as(
      role,
      'select kind, mask, version, account_id, destroyed_at from credential where customer_id = $1',
      [tenant.customerId],
    )
    expect(rows).toHaveLength(1)
  })
})

test('web cannot read sealed bytes by what a write gives back', async () => {
  const destroy = 'update credential set sealed = null, destroyed_at = now()'
  await expect(as('web', `${destroy} returning sealed`)).rejects.toMatchObject(refused)
  await expect(as('web', `${destroy} returning *`)).rejects.toMatchObject(refused)
  await expect(as('web', `${destroy} returning old.sealed`)).rejects.toMatchObject(refused)
  const row = { ...(await rowOf('credential', tenant.customerId)), version: 2 }
  const columns = Object.keys(row).join(', ')
  const insert = `insert into credential (${columns}) select ${columns} from jsonb_populate_record(null::credential, $1)`
  await expect(as('web', `${insert} returning sealed`, [JSON.stringify(row)])).rejects.toMatchObject(refused)
})

test('web may insert sealed bytes and destroy them, and never change them', async () => {
  await run('superuser', "update integration set state = 'verifying' where customer_id = $1", [
    tenant.customerId,
  ])
  const row = await rowOf('credential', tenant.customerId)
  const next = { ...row, id: '00000000-0000-7000-8000-000000000001', version: 2 }
  expect((await tryInsert('web', tenant.customerId, 'credential', next)).rowCount).toBe(1)
  expect((await as('web', 'update credential set sealed = null, destroyed_at = now()')).rowCount).toBe(1)
  const unchangeable = { code: '23514', message: expect.stringContaining('cannot be changed') }
  await expect(as('web', "update credential set sealed = '\\x0102'")).rejects.toMatchObject(unchangeable)
  await expect(as('worker', 'update credential set sealed = sealed || sealed')).rejects.toMatchObject(
    unchangeable,
  )
  await expect(as('owner', "update credential set sealed = '\\x0102'")).rejects.toMatchObject(unchangeable)
})

test('destroyed bytes cannot come back, and a row says that it was destroyed when and only when it was', async () => {
  const revive = attempt('worker', tenant.customerId, async (client) => {
    const { rows } = await client.query<{ id: string; sealed: Buffer }>('select id, sealed from credential')
    await client.query('update credential set sealed = null, destroyed_at = now()')
    return client.query('update credential set sealed = $1, destroyed_at = null', [rows[0]?.sealed])
  })
  await expect(revive).rejects.toMatchObject({
    code: '23514',
    message: expect.stringContaining('cannot be changed'),
  })
  await expect(as('web', 'update credential set sealed = null')).rejects.toMatchObject({
    constraint: 'credential_sealed_or_destroyed',
  })
  await expect(as('web', 'update credential set destroyed_at = now()')).rejects.toMatchObject({
    constraint: 'credential_sealed_or_destroyed',
  })
})

test('the key in the column is the one that the envelope names', async () => {
  const row = await rowOf('credential', tenant.customerId)
  const other = { ...row, version: 2, kek_id: '00000000-0000-4000-8000-000000000009' }
  await expect(tryInsert('web', tenant.customerId, 'credential', other)).rejects.toMatchObject({
    constraint: 'credential_kek_of_envelope',
  })
})

test('Prisma leaves sealed bytes out unless they are asked for, and then the database refuses', async () => {
  const { customerId } = tenant
  const found = await webDatabase().forCustomer(customerId, (tx) => tx.credential.findFirst())
  expect(found).toMatchObject({ customerId, version: 1 })
  expect(found).not.toHaveProperty('sealed')
  const asked = webDatabase().forCustomer(customerId, (tx) =>
    tx.credential.findFirst({ select: { sealed: true } }),
  )
  await expect(asked).rejects.toThrow(/permission denied|denied access|42501/i)
})

test.each([
  ['integration', 'account_id', "repeat('a', 32)"],
  ['integration', 'state', "'connected'"],
  ['credential', 'sealed', 'null'],
  ['credential', 'account_id', "repeat('a', 32)"],
  ['check', 'result', "'passed'"],
  ['sample', 'sealed', "'\\x00'"],
  ['verification', 'verdict', "'connected'"],
  ['person', 'disabled_at', 'null'],
  ['staff_role', 'role', "'admin'"],
  ['membership', 'person_id', 'gen_random_uuid()'],
])('staff can neither insert into %s, delete from it, nor update its %s', async (table, column, value) => {
  await expect(as('staff', `update "${table}" set ${column} = ${value}`)).rejects.toMatchObject(refused)
  await expect(as('staff', `delete from "${table}"`)).rejects.toMatchObject(refused)
  if (table === 'verification') return
  await expect(as('staff', `insert into "${table}" default values`)).rejects.toMatchObject(refused)
})

test.each(['person', 'staff_role', 'membership', 'invitation', 'customer'])(
  'web cannot write %s',
  async (table) => {
    for (const sql of [
      `insert into ${table} default values`,
      `delete from ${table}`,
      `update ${table} set created_at = now()`,
    ]) {
      await expect(as('web', sql)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|42703)$/) })
    }
  },
)

test('staff may ask for a verification as staff only', async () => {
  const insert = `insert into verification (id, customer_id, integration_id, trigger) values (gen_random_uuid(), $1, $2, $3)`
  const ids = [tenant.customerId, tenant.integrationId]
  expect((await as('staff', insert, [...ids, 'staff'])).rowCount).toBe(1)
  for (const trigger of ['connect', 'member', 'retry', 'replace', 'correct']) {
    await expect(as('staff', insert, [...ids, trigger])).rejects.toMatchObject(refused)
  }
})

test('web cannot say what Cloudflare answered', async () => {
  const answered = `insert into integration (id, customer_id, state, account_id, idempotency_key, created_by)
    values (gen_random_uuid(), $1, 'connected', repeat('a', 32), gen_random_uuid(), gen_random_uuid())`
  await expect(as('web', answered, [tenant.customerId])).rejects.toMatchObject(refused)
  for (const sql of [
    "update integration set state = 'needs_attention'",
    'update integration set last_verified_at = now()',
    "update verification set verdict = 'connected'",
    'update "check" set result = \'passed\'',
    'delete from "check"',
    'insert into sample default values',
  ]) {
    await expect(as('web', sql)).rejects.toMatchObject(refused)
  }
})
