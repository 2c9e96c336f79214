import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { activityOf } from '#lib/activity/queries.ts'
import type { Member } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import { correct } from '#lib/integrations/correct.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { exportBundle } from '#lib/integrations/export-bundle.ts'
import { findHistory, findHistorySummary, findVerification } from '#lib/integrations/history.ts'
import { findActivity, findIntegration, listIntegrations } from '#lib/integrations/queries.ts'
import { replace } from '#lib/integrations/replace.ts'
import { verificationsOf } from '#lib/integrations/select-history.ts'
import { takeSuggestedIds } from '#lib/integrations/take-suggested-ids.ts'
import { newerThan, type Owned, olderThan } from '#lib/integrations/verification-keys.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { exportSample } from '#lib/samples/export.ts'
import { findSample, findSampleProgress } from '#lib/samples/queries.ts'
import { requestRefresh } from '#lib/samples/request-refresh.ts'
import { reveal } from '#lib/samples/reveal.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newMember, sample } from '#tests/db/fixtures.ts'

const simulator = await startSimulator()
let theirs: Tenant
let stranger: Member
let theirVerification: string
beforeAll(async () => {
  theirs = await newTenant(simulator.url)
  const history = await findHistory(theirs.member, theirs.integrationId, { after: null, before: null })
  theirVerification = given(history?.rows[0]).id
  stranger = await newMember()
})
afterAll(() => simulator.close())

const { accountId, zoneIds, credential } = sample('empty audit log')
const verbs: Record<string, (member: Member, id: string) => Promise<unknown>> = {
  verifyAgain,
  correct: (member, id) => correct(member, id, { accountId, zoneIds }),
  replace: (member, id) => replace(member, id, credential),
  disconnect,
  takeSuggestedIds: (member, id) => takeSuggestedIds(member, id, randomUUID()),
  findIntegration,
  findActivity,
  findSample,
  findHistory: (member, id) => findHistory(member, id, { after: null, before: null }),
  findHistorySummary,
  findVerification: (member, id) => findVerification(member, id, theirVerification),
  exportBundle: (member, id) => exportBundle(member, id, null),
  'exportBundle of a verification': (member, id) => exportBundle(member, id, theirVerification),
  findSampleProgress,
  reveal,
  exportSample: (member, id) => exportSample(member, id, { personal: true }),
  requestRefresh,
}

test.each(Object.keys(verbs))(
  '%s answers a foreign id as it answers an unknown one, and changes nothing',
  async (name) => {
    const verb = verbs[name] ?? Promise.reject
    const before = [await contentsOf(theirs.customerId), await contentsOf(stranger.customerId)]
    const unknown = await verb(stranger, randomUUID())
    const foreign = await verb(stranger, theirs.integrationId)
    expect(foreign).toEqual(unknown)
    expect([false, null, 'not_found', [], { outcome: 'not_found' }]).toContainEqual(foreign)
    expect([await contentsOf(theirs.customerId), await contentsOf(stranger.customerId)]).toEqual(before)
  },
)

test('a verification of somebody else is not found under an own integration either', async () => {
  const { member, integrationId } = await newTenant(simulator.url)
  expect(await findVerification(member, integrationId, theirVerification)).toBeNull()
  expect(await exportBundle(member, integrationId, theirVerification)).toBeNull()
  expect(await findVerification(theirs.member, theirs.integrationId, theirVerification)).not.toBeNull()
})

test('the queries themselves keep to the customer, also where row-level security lets every row through', async () => {
  const { customerId } = stranger
  const { integrationId } = theirs
  const found = (owned: Owned) =>
    staffDatabase().transaction(async (tx) => [
      await activityOf(tx, owned, 'member'),
      await olderThan(tx, owned, null, 1),
      await verificationsOf(tx, owned, [theirVerification]),
    ])
  for (const rows of await found(theirs)) expect(rows).not.toEqual([])
  expect(await found({ customerId, integrationId })).toEqual([[], [], []])
  expect(await found({ customerId, integrationId: randomUUID() })).toEqual([[], [], []])
  // A place in the history that is not the customer's own is no place at all.
  const own = await newTenant(simulator.url)
  const from = (id: string) => staffDatabase().transaction((tx) => newerThan(tx, own, id, 1))
  expect(await from(theirVerification)).toEqual(await from(randomUUID()))
})

test('a list has nothing of another customer', async () => {
  expect(await listIntegrations(stranger)).toEqual([])
  expect(await listIntegrations(theirs.member)).toHaveLength(1)
})

test.each([
  'verifyAgain',
  'correct',
  'replace',
  'disconnect',
  'takeSuggestedIds',
  'requestRefresh',
  'reveal',
  'exportSample',
])('%s answers an own disconnected id as an unknown one', async (name) => {
  const verb = verbs[name] ?? Promise.reject
  const { member, customerId, integrationId } = await newTenant(simulator.url)
  await disconnect(member, integrationId)
  const before = await contentsOf(customerId)
  expect(await verb(member, integrationId)).toEqual(await verb(member, randomUUID()))
  expect(await contentsOf(customerId)).toBe(before)
})

test.each(['', 'x', '%', "' or true --", '../admin', 'A'.repeat(36), 'undefined'])(
  'what is no id at all is not found: %j',
  async (id) => {
    expect(await findIntegration(stranger, id)).toBeNull()
  },
)
