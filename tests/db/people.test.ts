import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { loadMember, loadStaff, type Member } from '#lib/auth/actor.ts'
import { sessionStore } from '#lib/auth/session-store.ts'
import { newToken } from '#lib/auth/tokens.ts'
import { webDatabase } from '#lib/db.ts'
import { countAgainst } from '#lib/rate-limit.ts'
import { run } from '#tests/db/cluster.ts'
import { newMember, newStaff } from '#tests/db/fixtures.ts'

const store = sessionStore(webDatabase())
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
let member: Member
let token: string
beforeEach(async () => {
  member = await newMember()
  token = newToken()
  await store.createSession({ sessionToken: token, userId: member.personId, expires: inHours(8) })
})

const age = (column: string, interval: string) =>
  run('superuser', `update session set ${column} = now() - $1::interval where person_id = $2`, [
    interval,
    member.personId,
  ])
const sessions = () =>
  run<{ text: string }>('superuser', 'select to_jsonb(s)::text as text from session s where person_id = $1', [
    member.personId,
  ])

test('a session finds its person, and only a hash of its token is stored', async () => {
  expect(await store.getSessionAndUser(token)).toMatchObject({
    session: { userId: member.personId },
    user: { email: member.email },
  })
  const [row] = await sessions()
  expect(row?.text).not.toContain(token)
  expect(row?.text).not.toContain(Buffer.from(token).toString('hex'))
  expect(row?.text).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
})

test.each(['', 'x', newToken()])('an unknown token is nobody: %j', async (unknown) => {
  expect(await store.getSessionAndUser(unknown)).toBeNull()
})

test.each([
  ['half an hour without use', 'last_seen_at', '30 minutes 1 second'],
  ['its eight hours', 'expires_at', '1 second'],
])('a session ends after %s, for good', async (_, column, interval) => {
  await age(column, interval)
  expect(await store.getSessionAndUser(token)).toBeNull()
  expect(await sessions()).toEqual([])
})

test('use keeps a session alive, and never longer than it was made for', async () => {
  await age('last_seen_at', '29 minutes')
  expect(await store.getSessionAndUser(token)).not.toBeNull()
  const [row] = await run<{ idle: number }>(
    'superuser',
    'select extract(epoch from now() - last_seen_at)::int as idle from session where person_id = $1',
    [member.personId],
  )
  expect(row?.idle).toBeLessThan(60)
  expect(await store.updateSession({ sessionToken: token, expires: inHours(99) })).toBeNull()
  const found = await store.getSessionAndUser(token)
  expect(found?.session.expires.getTime()).toBeLessThanOrEqual(inHours(8).getTime())
})

test('a disabled person is nobody at once: session, member and staff', async () => {
  const staff = await newStaff()
  await run('superuser', 'update person set disabled_at = now() where id = any($1)', [
    [member.personId, staff.personId],
  ])
  expect(await store.getSessionAndUser(token)).toBeNull()
  expect(await loadMember(webDatabase(), member.personId)).toBeNull()
  expect(await loadStaff(webDatabase(), staff.personId)).toBeNull()
})

test('a person who left the customer, or lost the role, is nobody there', async () => {
  const staff = await newStaff()
  await run('superuser', 'delete from membership where person_id = $1', [member.personId])
  await run('superuser', 'delete from staff_role where person_id = $1', [staff.personId])
  expect(await loadMember(webDatabase(), member.personId)).toBeNull()
  expect(await loadStaff(webDatabase(), staff.personId)).toBeNull()
})

test('a member is no staff, staff is no member, a stranger is neither', async () => {
  const staff = await newStaff()
  expect(await loadStaff(webDatabase(), member.personId)).toBeNull()
  expect(await loadMember(webDatabase(), staff.personId)).toBeNull()
  expect(await loadMember(webDatabase(), randomUUID())).toBeNull()
  expect(staff).toMatchObject({ role: 'support' })
  expect(member).toMatchObject({ role: 'member' })
})

test('a deleted session is dead, and others of the person live on', async () => {
  const second = newToken()
  await store.createSession({ sessionToken: second, userId: member.personId, expires: inHours(8) })
  await store.deleteSession(token)
  expect(await store.getSessionAndUser(token)).toBeNull()
  expect(await store.getSessionAndUser(second)).not.toBeNull()
})

test('of tries made at once exactly as many are allowed as the limit says, and the next one has its time', async () => {
  const key = randomUUID()
  const tries = await Promise.all(Array.from({ length: 12 }, () => countAgainst('signInAddress', key)))
  expect(tries.filter((next) => next === null)).toHaveLength(3)
  const next = tries.find((answer) => answer !== null)
  expect(next?.getTime()).toBeGreaterThan(Date.now() + 500_000)
  expect(next?.getTime()).toBeLessThanOrEqual(Date.now() + 600_000)
  expect(await countAgainst('signInAddress', randomUUID())).toBeNull()
  expect(await countAgainst('signInCode', key)).toBeNull()
})
