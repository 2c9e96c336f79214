import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/auth/actor.ts'
import { attempt, type Role, run } from '#tests/db/cluster.ts'
import { newMember } from '#tests/db/fixtures.ts'

const refused = { code: '42501' }
let member: Member
beforeAll(async () => {
  member = await newMember()
})

const as = (role: Role, sql: string, values: unknown[] = []) =>
  attempt(role, member.customerId, (client) => client.query(sql, values))

describe.each(['web', 'staff', 'worker'] as const)('as %s', (role) => {
  test.each([
    'set role aquila_owner',
    'set role postgres',
    'set session authorization postgres',
    'set session_replication_role = replica',
    'alter table credential disable row level security',
    'alter table credential no force row level security',
    'alter table activity disable trigger all',
    'drop policy own_customer on credential',
    'create policy mine on credential using (true)',
    'drop table activity',
    'create table public.mine (id int)',
    'create temp table mine (id int)',
    'create schema mine',
    'create role mine',
    `alter role aquila_${role} bypassrls`,
    `alter role aquila_${role} superuser`,
    'grant aquila_owner to aquila_web',
    'grant select on activity_head to public',
    "select pg_read_file('/etc/passwd')",
    "copy integration to program 'true'",
    'select * from pg_authid',
    'select * from _prisma_migrations',
    "create or replace function app.customer_id() returns uuid language sql as 'select null::uuid'",
  ])('%s is refused', async (sql) => {
    await expect(as(role, sql)).rejects.toMatchObject(refused)
  })

  test('switching row-level security off only makes every query fail', async () => {
    const read = attempt(role, member.customerId, async (client) => {
      await client.query('set local row_security = off')
      return client.query('select id from integration')
    })
    await expect(read).rejects.toMatchObject(refused)
  })

  test.each([
    "insert into activity (seq, at, payload, prev, hash) values (999999999, now(), '{}', '', '')",
    "update activity set payload = '{}'",
    'delete from activity',
    'truncate activity',
    'select * from activity_head',
    'update activity_head set seq = 0',
    'delete from activity_head',
    "insert into activity_head values (true, 0, '')",
  ])('the trail cannot be written past its function: %s', async (sql) => {
    await expect(as(role, sql)).rejects.toMatchObject(refused)
  })
})

test.each(["update activity set payload = '{}'", 'delete from activity', 'truncate activity'])(
  'even the owner is held by the trigger: %s',
  async (sql) => {
    await expect(as('owner', sql)).rejects.toMatchObject({ ...refused, message: 'activity is append-only' })
  },
)

test('web writes the trail of the customer it works for and of nobody else', async () => {
  const append = (customerId: string | null) =>
    as('web', 'select app.append_activity($1, \'{"action":"session.created","actor":{"kind":"member"}}\')', [
      customerId,
    ])
  expect((await append(member.customerId)).rowCount).toBe(1)
  await expect(append(randomUUID())).rejects.toMatchObject(refused)
  await expect(append(null)).rejects.toMatchObject(refused)
})

test.each(['web', 'staff'] as const)('%s puts known tasks on the queue, and nothing else', async (role) => {
  const id = randomUUID()
  const queued = await as(role, "select jobs.enqueue('verify', $1, $2)", [member.customerId, id])
  expect(queued.rowCount).toBe(1)
  for (const task of ['unknown', 'rotate_keys', '', 'VERIFY']) {
    await expect(as(role, 'select jobs.enqueue($1, null, $2)', [task, id])).rejects.toMatchObject({
      code: '22023',
    })
  }
  for (const sql of [
    "select graphile_worker.add_job('verify')",
    'select * from graphile_worker.jobs',
    'select * from graphile_worker._private_jobs',
    'delete from graphile_worker._private_jobs',
    "select graphile_worker.force_unlock_workers(array['a'])",
    'select * from worker_process',
  ]) {
    await expect(as(role, sql)).rejects.toMatchObject(refused)
  }
})

test('web asks for jobs of the customer it works for and of nobody else', async () => {
  for (const customerId of [randomUUID(), null]) {
    const foreign = as('web', "select jobs.enqueue('verify', $1, $2)", [customerId, randomUUID()])
    await expect(foreign).rejects.toMatchObject(refused)
  }
})

test('a job exists when and only when its transaction commits, and once for one id', async () => {
  const id = randomUUID()
  await as('web', "select jobs.enqueue('verify', $1, $2)", [member.customerId, id])
  const find = () =>
    run('worker', 'select from graphile_worker._private_jobs where key = $1', [`verify:${id}`])
  expect(await find()).toHaveLength(0)
  for (const day of [1, 2]) {
    await run('staff', "select jobs.enqueue('verify', $1, $2, now() + $3 * interval '1 day')", [
      member.customerId,
      id,
      day,
    ])
  }
  expect(await find()).toHaveLength(1)
  await run('worker', 'select graphile_worker.remove_job($1)', [`verify:${id}`])
})

test('what members are told worker and staff put on the queue, and never web', async () => {
  const queued = (role: 'worker' | 'staff' | 'web') =>
    as(role, "select jobs.enqueue('send_notice', $1, $2)", [member.customerId, randomUUID()])
  expect((await queued('worker')).rowCount).toBe(1)
  expect((await queued('staff')).rowCount).toBe(1)
  await expect(queued('web')).rejects.toMatchObject(refused)
})

test('neither web nor staff note a notice, and they do not learn what is due at other customers', async () => {
  const insert = `insert into notice (id, customer_id, integration_id, kind, about)
    values (gen_random_uuid(), $1, gen_random_uuid(), 'needs_attention', gen_random_uuid())`
  for (const role of ['web', 'staff'] as const) {
    await expect(as(role, insert, [member.customerId])).rejects.toMatchObject(refused)
    for (const sql of ['update notice set sent_at = now()', 'select * from app.credentials_to_warn(1)'])
      await expect(as(role, sql)).rejects.toMatchObject(refused)
  }
})

test('the worker cannot make sign-in requests, sessions or people', async () => {
  for (const table of ['session', 'person', 'membership', 'staff_role', 'invitation', 'sign_in_request']) {
    await expect(as('worker', `insert into ${table} default values`)).rejects.toMatchObject(refused)
  }
})

test('each role is what its process needs and no more', async () => {
  const roles = await run(
    'superuser',
    `select rolname, rolsuper, rolinherit and exists (select from pg_auth_members m where m.member = r.oid) as member_of_another,
       rolcreaterole, rolcreatedb, rolbypassrls, rolreplication
     from pg_roles r where rolname in ('aquila_web', 'aquila_staff', 'aquila_worker') order by 1`,
  )
  const nothing = {
    rolsuper: false,
    member_of_another: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolbypassrls: false,
    rolreplication: false,
  }
  expect(roles).toEqual(
    ['aquila_staff', 'aquila_web', 'aquila_worker'].map((rolname) => ({ rolname, ...nothing })),
  )
})
