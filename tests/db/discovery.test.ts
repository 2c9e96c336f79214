import { afterAll, expect, test, vi } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { gardens, harborSite } from '#e2e/cloudflare-simulator/world.ts'
import { discover } from '#lib/integrations/discover.ts'
import { countAgainst } from '#lib/rate-limit.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { newMember, sample } from '#tests/db/fixtures.ts'

const simulator = await startSimulator()
vi.stubEnv('CLOUDFLARE_API_URL', simulator.url)
afterAll(() => simulator.close())

const nobodyLeaves = new AbortController().signal

test('a look-up answers accounts and zones, and leaves nothing behind', async () => {
  const member = await newMember()
  const before = await contentsOf(member.customerId)
  const found = await discover(sample('zone on Business').credential, nobodyLeaves)
  expect(found).toMatchObject({
    accounts: [harborSite.account],
    zones: [{ id: harborSite.id, plan: 'business' }],
    problem: null,
  })
  const refused = await discover(sample('unknown').credential, nobodyLeaves)
  expect(refused).toMatchObject({ accounts: [], zones: [], problem: { kind: 'wrong' } })
  expect(await contentsOf(member.customerId)).toBe(before)
  expect(JSON.stringify([found, refused])).not.toContain(sample('unknown').secret)
})

test('lists longer than a page are read to their end', async () => {
  const found = await discover(sample('many zones').credential, nobodyLeaves)
  expect(found?.accounts).toEqual([gardens])
  expect(found?.zones).toHaveLength(120)
  expect(found?.problem).toBeNull()
})

test('a look-up that is called off asks no more, and has no answer', async () => {
  simulator.reset()
  simulator.setLatency(300)
  const leaving = new AbortController()
  const asked = discover(sample('many zones').credential, leaving.signal)
  await vi.waitFor(() => expect(simulator.calls()).toHaveLength(2))
  leaving.abort()
  expect(await asked).toBeNull()
  // Another one of the same length is the clock: the first would have gone on meanwhile.
  const whole = await discover(sample('many zones').credential, nobodyLeaves)
  expect(whole?.zones).toHaveLength(120)
  expect(simulator.calls()).toHaveLength(2 + 4)
  simulator.setLatency(0)
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
