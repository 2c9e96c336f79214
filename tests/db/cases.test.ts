import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Staff } from '#lib/auth/actor.ts'
import { noCase } from '#lib/cases/case.ts'
import { saveCase } from '#lib/cases/save-case.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { filterFrom } from '#lib/listing/filter.ts'
import { listForStaff } from '#lib/listing/list.ts'
import { run } from '#tests/db/cluster.ts'
import { connectSample, newMember, newStaff } from '#tests/db/fixtures.ts'

let staff: Staff
beforeAll(async () => {
  staff = await newStaff()
})

async function newIntegration() {
  const member = await newMember()
  return { member, id: await connectSample(member, 'user token') }
}

test('a case is saved, found by its filter, and said in the activity without who has it', async () => {
  const { member, id } = await newIntegration()
  const wanted = { state: 'waiting', assigneeId: staff.personId, nextContactOn: '2026-12-03' } as const
  expect(await saveCase(staff, id, wanted)).toBe('saved')
  const filter = filterFrom({ case: 'waiting', assignee: staff.personId, search: id })
  const [row] = (await listForStaff(staff, filter)).rows
  expect(row).toMatchObject({ id, caseState: 'waiting', assignee: staff.email, nextContactOn: '2026-12-03' })
  const [seen] = await findActivity(member, id)
  expect(seen?.sentence).toBe(
    'changed the case: state “Waiting for customer”, assignee, next contact on 2026-12-03',
  )
})

test('the same again changes nothing and leaves no second record', async () => {
  const { member, id } = await newIntegration()
  const wanted = { ...noCase, state: 'new' } as const
  expect(await saveCase(staff, id, wanted)).toBe('saved')
  const before = await findActivity(member, id)
  expect(await saveCase(staff, id, wanted)).toBe('unchanged')
  expect(await findActivity(member, id)).toEqual(before)
})

test('an assignee alone opens a case as new', async () => {
  const { id } = await newIntegration()
  expect(await saveCase(staff, id, { ...noCase, assigneeId: staff.personId })).toBe('saved')
  const [row] = (await listForStaff(staff, filterFrom({ search: id }))).rows
  expect(row).toMatchObject({ caseState: 'new', assignee: staff.email })
})

test('only staff that are not disabled get a case, and unknown integrations have none', async () => {
  const { member, id } = await newIntegration()
  const gone = await newStaff()
  await run('superuser', 'update person set disabled_at = now() where id = $1', [gone.personId])
  for (const assigneeId of [gone.personId, member.personId, randomUUID()])
    expect(await saveCase(staff, id, { ...noCase, state: 'new', assigneeId })).toBe('no_such_staff')
  for (const unknown of [randomUUID(), 'nothing'])
    expect(await saveCase(staff, unknown, { ...noCase, state: 'new' })).toBe('not_found')
  expect((await listForStaff(staff, filterFrom({ search: id }))).rows[0]?.caseState).toBeNull()
})
