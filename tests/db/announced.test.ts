import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Member } from '#lib/auth/actor.ts'
import { sessionStore } from '#lib/auth/session-store.ts'
import { newToken } from '#lib/auth/tokens.ts'
import { type Channel, onChange } from '#lib/changes.ts'
import { webDatabase } from '#lib/db.ts'
import { run, takeOwnDatabase } from '#tests/db/cluster.ts'
import { newMember, newStaff } from '#tests/db/fixtures.ts'

beforeAll(takeOwnDatabase)

/** Announcements arrive in their order: when the second has come, so has all that was announced before it. */
const settled = async () => {
  const mark = randomUUID()
  const heard = vi.fn()
  const stop = onChange('person', mark, heard)
  await run('superuser', "select pg_notify('person', $1)", [mark])
  await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 10_000, interval: 5 })
  stop()
}

const listen = async (channel: Channel, id: string) => {
  const heard = vi.fn()
  const stop = onChange(channel, id, heard)
  await settled()
  heard.mockClear()
  return { heard, stop }
}

let member: Member
beforeEach(async () => {
  member = await newMember()
  // Everybody is called when the listening begins, which must not count.
  await vi.waitFor(async () => expect(await listenersOf()).toHaveLength(1), { timeout: 10_000 })
  await settled()
})

/** The processes of PostgreSQL that serve the one listening connection. */
async function listenersOf(): Promise<{ pid: number }[]> {
  onChange('person', randomUUID(), () => {})()
  return run<{ pid: number }>(
    'superuser',
    "select pid from pg_stat_activity where datname = current_database() and query like 'listen %'",
  )
}

const signIn = async () => {
  const sessionToken = newToken()
  const expires = new Date(Date.now() + 3_600_000)
  await sessionStore(webDatabase()).createSession({ sessionToken, userId: member.personId, expires })
  return sessionToken
}

test('each is called for its own channel and id, and no more after it has let go', async () => {
  const id = randomUUID()
  const [integration, person, other] = await Promise.all([
    listen('integration', id),
    listen('person', id),
    listen('person', randomUUID()),
  ])
  const second = await listen('person', id)
  await run('superuser', "select pg_notify('integration', $1)", [id])
  await settled()
  expect(integration.heard).toHaveBeenCalledOnce()
  expect(person.heard).not.toHaveBeenCalled()
  person.stop()
  await run('superuser', "select pg_notify('person', $1)", [id])
  await settled()
  expect(person.heard).not.toHaveBeenCalled()
  expect(second.heard).toHaveBeenCalledOnce()
  expect(integration.heard).toHaveBeenCalledOnce()
  expect(other.heard).not.toHaveBeenCalled()
})

test.each<[string, (by: string) => Promise<unknown>]>([
  ['is disabled', (by) => run('superuser', 'select app.set_disabled($1, $2, true)', [by, member.personId])],
  [
    'loses a staff role',
    async (by) => {
      await run('superuser', 'update staff_role set role = $2 where person_id = $1', [by, 'admin'])
      await run('superuser', "insert into staff_role (person_id, role) values ($1, 'support')", [
        member.personId,
      ])
      await run('superuser', 'select app.take_staff_role($1, $2)', [by, member.personId])
    },
  ],
  ['ends a session', async () => sessionStore(webDatabase()).deleteSession(await signIn())],
  [
    'comes back after too long',
    async () => {
      const token = await signIn()
      await run(
        'superuser',
        "update session set last_seen_at = now() - interval '1 day' where person_id = $1",
        [member.personId],
      )
      expect(await sessionStore(webDatabase()).getSessionAndUser(token)).toBeNull()
    },
  ],
])('it is announced that somebody %s', async (_, happens) => {
  const { personId } = await newStaff()
  const mine = await listen('person', member.personId)
  const theirs = await listen('person', personId)
  await happens(personId)
  await settled()
  expect(mine.heard).toHaveBeenCalledOnce()
  expect(theirs.heard).not.toHaveBeenCalled()
  expect(await run('superuser', 'select from session where person_id = $1', [member.personId])).toEqual([])
})

test('one connection listens, and after it was lost everybody is called', async () => {
  const integration = await listen('integration', randomUUID())
  const person = await listen('person', member.personId)
  const before = await listenersOf()
  expect(before).toHaveLength(1)
  await run('superuser', 'select pg_terminate_backend($1)', [before[0]?.pid])
  for (const { heard } of [integration, person])
    await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce(), { timeout: 10_000 })
  await run('superuser', "select pg_notify('person', $1)", [member.personId])
  await settled()
  expect(person.heard).toHaveBeenCalledTimes(2)
  expect(await listenersOf()).toHaveLength(1)
})
