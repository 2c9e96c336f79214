import { afterAll, expect, test, vi } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { gardens, harborSite } from '#e2e/cloudflare-simulator/world.ts'
import type { Member } from '#lib/auth/actor.ts'
import { discover } from '#lib/integrations/discover.ts'
import { countAgainst, TooOften } from '#lib/rate-limit.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { given, newMember, sample } from '#tests/db/fixtures.ts'

const simulator = await startSimulator()
vi.stubEnv('CLOUDFLARE_API_URL', simulator.url)
afterAll(() => simulator.close())

const nobodyLeaves = new AbortController().signal

test('a look-up answers accounts and zones, and leaves nothing behind', async () => {
  const member = await newMember()
  const before = await contentsOf(member.customerId)
  const found = await discover(member, sample('zone on Business').credential, nobodyLeaves)
  expect(found).toMatchObject({
    accounts: [harborSite.account],
    zones: [{ id: harborSite.id, plan: 'business' }],
    problem: null,
  })
  const refused = await discover(member, sample('unknown').credential, nobodyLeaves)
  expect(refused).toMatchObject({ accounts: [], zones: [], problem: { kind: 'wrong' } })
  expect(await contentsOf(member.customerId)).toBe(before)
  expect(JSON.stringify([found, refused])).not.toContain(sample('unknown').secret)
})

test('lists longer than a page are read to their end', async () => {
  const found = given(await discover(await newMember(), sample('many zones').credential, nobodyLeaves))
  expect(found.accounts).toEqual([gardens])
  expect(found.zones).toHaveLength(120)
  expect(found.problem).toBeNull()
})

test('a look-up that is called off asks no more, and has no answer', async () => {
  simulator.reset()
  simulator.setLatency(300)
  const leaving = new AbortController()
  const asked = discover(await newMember(), sample('many zones').credential, leaving.signal)
  await vi.waitFor(() => expect(simulator.calls()).toHaveLength(2))
  leaving.abort()
  expect(await asked).toBeNull()
  // Another one of the same length is the clock: the first would have gone on meanwhile.
  const whole = given(await discover(await newMember(), sample('many zones').credential, nobodyLeaves))
  expect(whole.zones).toHaveLength(120)
  expect(simulator.calls()).toHaveLength(2 + 4)
  simulator.setLatency(0)
})

test('after 10 refused look-ups of a customer none asks Cloudflare; accepted ones do not count, other customers go on', async () => {
  const [member, other] = [await newMember(), await newMember()]
  const look = (who: Member, name: string) => discover(who, sample(name).credential, nobodyLeaves)
  for (let count = 0; count < 11; count += 1)
    expect(await look(member, 'user token')).toMatchObject({ problem: null })
  simulator.reset()
  for (let count = 0; count < 10; count += 1)
    expect(await look(member, 'unknown')).toMatchObject({ problem: { kind: 'wrong' } })
  // Both lists are asked for at once only until the first refusal.
  expect(simulator.calls()).toHaveLength(2 + 9)
  for (const name of ['unknown', 'user token']) expect(await look(member, name)).toBeInstanceOf(TooOften)
  expect(simulator.calls()).toHaveLength(2 + 9)
  expect(await look(other, 'user token')).toMatchObject({ problem: null })
})

test('many at once, called off or locked out: the limit of refused look-ups holds', async () => {
  simulator.reset()
  const member = await newMember()
  const look = (name: string, signal = nobodyLeaves) => discover(member, sample(name).credential, signal)
  const answers = await Promise.all(Array.from({ length: 15 }, () => look('unknown')))
  expect(answers.filter((answer) => answer instanceof TooOften)).toHaveLength(5)

  const other = await newMember()
  simulator.reset()
  await discover(other, sample('locked out').credential, nobodyLeaves)
  await discover(other, sample('locked out').credential, nobodyLeaves)
  expect(simulator.calls(), 'after the first it is careful').toHaveLength(2 + 1)
  simulator.setLatency(300)
  const leaving = new AbortController()
  const left = discover(other, sample('user token').credential, leaving.signal)
  await vi.waitFor(() => expect(simulator.calls()).toHaveLength(2 + 1 + 1))
  leaving.abort()
  expect(await left).toBeNull()
  simulator.setLatency(0)
  for (let count = 3; count < 10; count += 1)
    expect(await discover(other, sample('unknown').credential, nobodyLeaves)).not.toBeInstanceOf(TooOften)
  expect(await discover(other, sample('user token').credential, nobodyLeaves)).toBeInstanceOf(TooOften)
})

test('a refused look-up leaves the next ones their lists', async () => {
  const member = await newMember()
  const look = async (name: string) => given(await discover(member, sample(name).credential, nobodyLeaves))
  const before = await look('only one zone')
  await look('unknown')
  expect(await look('only one zone')).toEqual(before)
  expect((await look('many zones')).zones).toHaveLength(120)
})

test('30 look-ups in ten minutes are for one person, 60 for all of a customer', async () => {
  const { personId, customerId } = await newMember()
  const allowed = async (limit: 'discoverPerson' | 'discoverCustomer', key: string) => {
    const tries = await Promise.all(Array.from({ length: 61 }, () => countAgainst(limit, key)))
    return tries.filter((next) => next === null).length
  }
  expect(await allowed('discoverPerson', personId)).toBe(30)
  expect(await allowed('discoverCustomer', customerId)).toBe(60)
})
