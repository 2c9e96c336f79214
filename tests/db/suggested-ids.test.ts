import { afterAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { harborSite, northwind, northwindShop } from '#e2e/cloudflare-simulator/world.ts'
import { correct } from '#lib/integrations/correct.ts'
import { findActivity, findIntegration } from '#lib/integrations/queries.ts'
import { takeSuggestedIds } from '#lib/integrations/take-suggested-ids.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { findSample } from '#lib/samples/queries.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { connectSample, given, newMember, sample } from '#tests/db/fixtures.ts'
import { runVerification, workerTools } from '#tests/db/worker-tools.ts'

const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
afterAll(() => simulator.close())

/** What the member sees, and the number of the verification that their page shows. */
async function shown({ member, integrationId }: Tenant) {
  const view = given(await findIntegration(member, integrationId))
  const verification = given(view.verification)
  return { ...view, verificationId: verification.id, checks: verification.checks }
}

test('swapped ids are exchanged in one step, and correction, sealing and verification follow', async () => {
  const tenant = await newTenant(simulator.url, 'ids swapped')
  const { member, integrationId } = tenant
  const before = await shown(tenant)
  expect(before.state).toBe('needs_attention')
  expect(before.checks.flatMap(({ name, offer }) => (offer ? [[name, offer.label]] : []))).toEqual([
    ['account', 'Exchange the ids'],
  ])
  expect(await takeSuggestedIds(member, integrationId, before.verificationId)).toBe('corrected')
  expect(await findIntegration(member, integrationId)).toMatchObject({
    state: 'verifying',
    accountId: northwind.id,
    zones: [{ zoneId: northwindShop.id }],
  })
  await runVerification(tools, integrationId)
  const after = await shown(tenant)
  expect(after.state).toBe('connected')
  expect(after.checks.filter(({ offer }) => offer !== null)).toEqual([])
  const trail = await findActivity(member, integrationId)
  expect(trail.slice(0, 3).map(({ actor, sentence }) => [actor, sentence])).toEqual([
    ['AQUILA', 'verified the credential: connected'],
    ['AQUILA', 'sealed the credential anew for the corrected account'],
    [member.email, 'corrected the Account ID and the Zone ID'],
  ])
})

test.each([
  ['account out of reach', 'Use this Account ID', northwind.id],
  ['zone id as account id', 'Use this Account ID', northwind.id],
  ['zone in another account', 'Use the zone’s account', harborSite.account.id],
])('%s: the account that Cloudflare named is used, the zones stay', async (name, label, accountId) => {
  const tenant = await newTenant(simulator.url, name)
  const { checks, verificationId, zones } = await shown(tenant)
  expect(checks.flatMap(({ offer }) => (offer ? [offer.label] : []))).toEqual([label])
  expect(await takeSuggestedIds(tenant.member, tenant.integrationId, verificationId)).toBe('corrected')
  expect(await shown(tenant)).toMatchObject({ accountId, zones: zones.map(({ zoneId }) => ({ zoneId })) })
  const [latest] = await findActivity(tenant.member, tenant.integrationId)
  expect(latest?.sentence).toBe('corrected the Account ID')
})

test('an account that is connected in another integration is not taken, and nothing changes', async () => {
  const tenant = await newTenant(simulator.url, 'ids swapped')
  await connectSample(tenant.member, 'user token')
  const { verificationId } = await shown(tenant)
  const before = await contentsOf(tenant.customerId)
  expect(await takeSuggestedIds(tenant.member, tenant.integrationId, verificationId)).toBe('account_taken')
  expect(await contentsOf(tenant.customerId)).toEqual(before)
})

test('what a page shows that is not the newest any more changes nothing', async () => {
  const tenant = await newTenant(simulator.url, 'ids swapped')
  const { member, integrationId } = tenant
  const { verificationId } = await shown(tenant)
  await verifyAgain(member, integrationId)
  expect(await takeSuggestedIds(member, integrationId, verificationId), 'one is under way').toBe(
    'changed_meanwhile',
  )
  await runVerification(tools, integrationId)
  const newest = await shown(tenant)
  expect(await takeSuggestedIds(member, integrationId, verificationId), 'an earlier one').toBe(
    'changed_meanwhile',
  )
  await correct(member, integrationId, { accountId: northwind.id, zoneIds: [northwindShop.id] })
  expect(await takeSuggestedIds(member, integrationId, newest.verificationId), 'corrected by hand').toBe(
    'changed_meanwhile',
  )
  expect(await shown(tenant)).toMatchObject({ accountId: northwind.id })
})

test('a second click on the same page finds it done already', async () => {
  const tenant = await newTenant(simulator.url, 'ids swapped')
  const { member, integrationId } = tenant
  const { verificationId } = await shown(tenant)
  expect(await takeSuggestedIds(member, integrationId, verificationId)).toBe('corrected')
  expect(await takeSuggestedIds(member, integrationId, verificationId)).toBe('changed_meanwhile')
  expect(await shown(tenant)).toMatchObject({
    accountId: northwind.id,
    zones: [{ zoneId: northwindShop.id }],
  })
})

test('a verification that suggests nothing, or is another integration’s, changes nothing', async () => {
  const tenant = await newTenant(simulator.url)
  const { verificationId } = await shown(tenant)
  expect(await takeSuggestedIds(tenant.member, tenant.integrationId, verificationId)).toBe(
    'changed_meanwhile',
  )
  const theirs = await newTenant(simulator.url, 'ids swapped')
  const swapped = (await shown(theirs)).verificationId
  expect(await takeSuggestedIds(tenant.member, tenant.integrationId, swapped)).toBe('changed_meanwhile')
  const stranger = await newMember()
  expect(await takeSuggestedIds(stranger, theirs.integrationId, swapped)).toBe('not_found')
  expect(await shown(tenant)).toMatchObject({ accountId: sample('user token').accountId, state: 'connected' })
  expect(await shown(theirs)).toMatchObject({ accountId: northwindShop.id })
})

test('what the token can change is shown by name as soon as it is seen', async () => {
  const writing = await shown(await newTenant(simulator.url, 'may write logs'))
  expect([writing.power, writing.writes]).toEqual(['can_write', ['Logs']])
  const reading = await shown(await newTenant(simulator.url, 'user token'))
  expect([reading.power, reading.writes]).toEqual(['read_only_as_far_as_seen', []])
  const key = await shown(await newTenant(simulator.url, 'global key'))
  expect([key.power, key.writes]).toEqual(['global_key', []])
})

test('what a colleague corrects in the same moment is not overwritten by the suggestion', async () => {
  const tenant = await newTenant(simulator.url, 'ids swapped')
  const { member, integrationId } = tenant
  const { verificationId } = await shown(tenant)
  const accountId = 'e'.repeat(32)
  const [byHand, suggested] = await Promise.all([
    correct(member, integrationId, { accountId, zoneIds: [northwindShop.id] }),
    takeSuggestedIds(member, integrationId, verificationId),
  ])
  expect(byHand).toBe('corrected')
  // Taken first, it was corrected by hand afterwards; coming second, it knew that it was not current any more.
  expect(['corrected', 'changed_meanwhile']).toContain(suggested)
  expect((await shown(tenant)).accountId).toBe(accountId)
})

test('the records of one account never stand under another', async () => {
  const tenant = await newTenant(simulator.url)
  const { member, integrationId } = tenant
  expect(await findSample(member, integrationId)).not.toBeNull()
  await correct(member, integrationId, { accountId: 'f'.repeat(32), zoneIds: [northwindShop.id] })
  expect(await findSample(member, integrationId)).toBeNull()
})
