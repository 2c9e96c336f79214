import { beforeAll, expect, test } from 'vitest'
import type { Member, Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { findIntegration } from '#lib/integrations/queries.ts'
import { reviewIntegration } from '#lib/integrations/staff-queries.ts'
import { countByKey, findKeys } from '#lib/keys/queries.ts'
import { webKeys } from '#lib/vault/web-keys.ts'
import { seedIntegrations } from '#prisma/seed-many.ts'
import { run, runUnguarded, takeOwnDatabase, urlOf } from '#tests/db/cluster.ts'
import { connectSample, given, newMember, newStaff, openFor } from '#tests/db/fixtures.ts'

const earlier = '5eed0000-0000-0000-0000-000000000000'
let staff: Staff
let member: Member
let current: string

beforeAll(async () => {
  await takeOwnDatabase()
  staff = await newStaff()
  member = await newMember()
  current = await webKeys.kekId()
})

test('an empty portal shows the current key with nothing under it', async () => {
  expect(await findKeys(staff)).toEqual({
    count: 0,
    keys: [{ kekId: current, isCurrent: true, count: 0, oldestAt: null, newestAt: null }],
    oldestAt: null,
  })
})

test('each key has its credentials; destroyed ones are not counted; the current key is the one web seals with', async () => {
  await seedIntegrations(urlOf('owner'), 400)
  await runUnguarded(
    "update credential set created_at = '2025-01-01' where mask = (select min(mask) from credential where destroyed_at is null)",
  )
  const [stored] = await run<{ live: number; destroyed: number }>(
    'superuser',
    `select count(*) filter (where destroyed_at is null)::int as live,
       count(*) filter (where destroyed_at is not null)::int as destroyed from credential`,
  )
  expect(stored?.destroyed).toBeGreaterThan(0)
  const before = await findKeys(staff)
  expect(before.keys.map(({ kekId, count }) => [kekId, count])).toEqual([
    [current, 0],
    [earlier, stored?.live],
  ])
  const id = await connectSample(member, 'user token')
  const ending = await connectSample(member, 'empty audit log')
  expect((await findKeys(staff)).keys[0]).toMatchObject({ kekId: current, isCurrent: true, count: 2 })
  await disconnect(member, ending)
  const found = await findKeys(staff)
  const [first, second, ...more] = found.keys
  expect(more).toEqual([])
  expect(found).toMatchObject({ count: given(stored).live + 1, oldestAt: '2025-01-01T00:00:00.000Z' })
  expect(second).toMatchObject({ kekId: earlier, isCurrent: false, count: stored?.live })
  expect(second?.oldestAt).toBe('2025-01-01T00:00:00.000Z')
  expect(Date.now() - Date.parse(second?.newestAt ?? '')).toBeLessThan(600_000)
  expect(first).toMatchObject({ kekId: current, isCurrent: true, count: 1 })
  expect(first?.oldestAt).toBe(first?.newestAt)
  const [sealed] = await run<{ kek: string; envelope: string }>(
    'superuser',
    `select kek_id as kek, encode(substr(sealed, 4, 16), 'hex') as envelope from credential where integration_id = $1`,
    [id],
  )
  expect(sealed).toEqual({ kek: current, envelope: current.replaceAll('-', '') })
})

test('it is recorded that somebody looked', async () => {
  const looks = () =>
    run('superuser', "select 1 from activity where action = 'keys.viewed' and actor_id = $1", [
      staff.personId,
    ])
  const before = await looks()
  await findKeys(staff)
  expect(await looks()).toHaveLength(before.length + 1)
})

test('the count is read from the index alone, as the role of the staff', async () => {
  await run('superuser', 'vacuum analyze credential')
  const plan = await staffDatabase().transaction(async (tx) => {
    // Of a few hundred rows the whole table is as quick.
    await tx.$queryRaw`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`
    return tx.$queryRaw<{ 'QUERY PLAN': string }[]>`explain ${countByKey}`
  })
  const text = plan.map((line) => line['QUERY PLAN']).join('\n')
  expect(text).toContain('Index Only Scan using credential_kek on credential')
  expect(text).not.toContain('Filter')
})

test('staff see the key of an integration, its member does not', async () => {
  const owner = await newMember()
  const id = await connectSample(owner, 'user token')
  await openFor(staff, id)
  expect(await reviewIntegration(staff, id)).toMatchObject({ kekId: current })
  const shown = JSON.stringify(given(await findIntegration(owner, id)))
  expect(shown).not.toContain(current)
  expect(shown).not.toContain('kek')
})
