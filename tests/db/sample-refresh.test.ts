import { afterAll, beforeEach, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { idFor } from '#e2e/cloudflare-simulator/world.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { replace } from '#lib/integrations/replace.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { findSample } from '#lib/samples/queries.ts'
import { requestRefresh } from '#lib/samples/request-refresh.ts'
import { run, runUnguarded } from '#tests/db/cluster.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newMember, sample } from '#tests/db/fixtures.ts'
import { findJob, happeningFirst, runRefresh, runVerification, workerTools } from '#tests/db/worker-tools.ts'
import { refreshSample } from '#worker/refresh-sample.ts'

const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
beforeEach(() => {
  simulator.setDown(false)
  simulator.reset()
})
afterAll(() => simulator.close())

const view = async ({ member, integrationId }: Tenant) => given(await findSample(member, integrationId))
const sentences = async ({ member, integrationId }: Tenant) =>
  (await findActivity(member, integrationId)).map(({ sentence }) => sentence)

/** A verified integration whose first refresh, the one after the verification, has been done. */
async function refreshed(name = 'user token'): Promise<Tenant> {
  const tenant = await newTenant(simulator.url, name)
  await runRefresh(tools, tenant.integrationId)
  return tenant
}

/** The credential in store becomes another one, whatever the verification said: what happens at Cloudflare, not here. */
async function becomes(tenant: Tenant, name: string): Promise<void> {
  await replace(tenant.member, tenant.integrationId, sample(name).credential)
  await run(
    'superuser',
    'update verification set finished_at = now() where integration_id = $1 and finished_at is null',
    [tenant.integrationId],
  )
}

test('after a verification that read the audit log the last 30 days are counted, without a word of a member', async () => {
  const tenant = await newTenant(simulator.url)
  expect(await view(tenant)).toMatchObject({ isBeingRead: true, coverage: null })
  const audits = simulator.calls().filter(({ path }) => path.includes('audit')).length
  await runRefresh(tools, tenant.integrationId)
  const { isBeingRead, coverage, content } = await view(tenant)
  expect(isBeingRead).toBe(false)
  expect(coverage).toMatchObject({ records: 60, complete: true, failure: null })
  expect(given(coverage).counts.dns).toBeGreaterThan(0)
  expect(given(content).records).toHaveLength(25)
  expect(simulator.calls().filter(({ path }) => path.includes('audit'))).toHaveLength(audits + 1)
  expect(await sentences(tenant)).toContain('read the newest audit-log records: 25')
})

test('a verification that could not read the audit log asks for nothing more', async () => {
  const { customerId } = await newTenant(simulator.url, 'no Account Settings')
  expect(await contentsOf(customerId)).not.toContain('refresh_sample')
})

test('a member asks for newer records: the trail says who, and they take the place of the older ones', async () => {
  const tenant = await refreshed()
  const before = await view(tenant)
  const sealed = 'select sealed, verification_id, read_at from sample where integration_id = $1'
  const [old] = await run<{ sealed: Buffer; verification_id: string }>('superuser', sealed, [
    tenant.integrationId,
  ])
  expect(await requestRefresh(tenant.member, tenant.integrationId)).toEqual({ outcome: 'asked' })
  expect((await view(tenant)).isBeingRead).toBe(true)
  await runRefresh(tools, tenant.integrationId)
  const after = await view(tenant)
  expect(after.isBeingRead).toBe(false)
  expect(Date.parse(after.readAt)).toBeGreaterThan(Date.parse(before.readAt))
  const [now] = await run<{ sealed: Buffer; verification_id: string }>('superuser', sealed, [
    tenant.integrationId,
  ])
  expect(now?.verification_id).toBe(old?.verification_id)
  expect(now?.sealed.equals(given(old).sealed)).toBe(false)
  expect(now?.sealed.includes('northwind')).toBe(false)
  expect(await sentences(tenant)).toEqual([
    'read the newest audit-log records: 25',
    'asked for newer audit-log records',
    'read the newest audit-log records: 25',
    'verified the credential: connected',
    'entered a credential and connected the account',
  ])
})

test('asked twice before the worker has come, it is read once', async () => {
  const tenant = await refreshed()
  await requestRefresh(tenant.member, tenant.integrationId)
  await requestRefresh(tenant.member, tenant.integrationId)
  const jobs = await run('superuser', 'select from graphile_worker._private_jobs where payload ->> $1 = $2', [
    'customerId',
    tenant.customerId,
  ])
  expect(jobs).toHaveLength(1)
})

test('a job that is run again after its end asks nothing and changes nothing', async () => {
  const tenant = await newTenant(simulator.url)
  const job = await runRefresh(tools, tenant.integrationId)
  const before = await contentsOf(tenant.customerId)
  simulator.reset()
  await refreshSample(tools, job, { signal: new AbortController().signal, isLastTry: false })
  expect(simulator.calls()).toEqual([])
  expect(await contentsOf(tenant.customerId)).toBe(before)
})

test.each([
  ['no Account Settings', 'audit_log_forbidden', null],
  ['html 502', 'server_error', null],
  ['connection reset', 'reset', null],
  ['rate limited', 'rate_limited', expect.any(String)],
])(
  '"%s": the records and figures stay, and why there are no newer ones stands beside them',
  async (name, failure, after) => {
    const tenant = await refreshed()
    const before = await view(tenant)
    await becomes(tenant, name)
    await requestRefresh(tenant.member, tenant.integrationId)
    await runRefresh(tools, tenant.integrationId)
    expect(await view(tenant)).toEqual({ ...before, refreshFailure: failure, refreshAfter: after })
    expect((await sentences(tenant))[0]).toMatch(/^could not read newer audit-log records: /)
    expect(await findJob('refresh_sample', await verificationOf(tenant))).toBeNull()
  },
)

test('while Cloudflare wants to be left alone nothing is asked, and then it is', async () => {
  const tenant = await refreshed()
  await becomes(tenant, 'rate limited')
  await requestRefresh(tenant.member, tenant.integrationId)
  await runRefresh(tools, tenant.integrationId)
  const before = await contentsOf(tenant.customerId)
  expect(await requestRefresh(tenant.member, tenant.integrationId)).toEqual({
    outcome: 'wait',
    until: new Date(given((await view(tenant)).refreshAfter)),
  })
  expect(await contentsOf(tenant.customerId)).toBe(before)
  await run('superuser', 'update sample set refresh_after = now() where integration_id = $1', [
    tenant.integrationId,
  ])
  expect((await view(tenant)).refreshAfter).toBeNull()
  expect(await requestRefresh(tenant.member, tenant.integrationId)).toEqual({ outcome: 'asked' })
})

test('a success takes the earlier failure away', async () => {
  const tenant = await refreshed()
  await becomes(tenant, 'html 502')
  await requestRefresh(tenant.member, tenant.integrationId)
  await runRefresh(tools, tenant.integrationId)
  await becomes(tenant, 'account token')
  await requestRefresh(tenant.member, tenant.integrationId)
  await runRefresh(tools, tenant.integrationId)
  expect(await view(tenant)).toMatchObject({ refreshFailure: null, isBeingRead: false })
})

test('disconnected in its middle, nothing comes back', async () => {
  const tenant = await newTenant(simulator.url)
  const happening = () => disconnect(tenant.member, tenant.integrationId)
  await runRefresh({ ...tools, client: happeningFirst(tools.client, happening) }, tenant.integrationId)
  expect(await findSample(tenant.member, tenant.integrationId)).toBeNull()
  expect((await sentences(tenant))[0]).toMatch(/^disconnected the account/)
})

test('replaced in its middle, what the earlier credential read is not stored, and nobody waits for it', async () => {
  const tenant = await refreshed()
  await requestRefresh(tenant.member, tenant.integrationId)
  const before = await view(tenant)
  const happening = () => replace(tenant.member, tenant.integrationId, sample('account token').credential)
  await runRefresh({ ...tools, client: happeningFirst(tools.client, happening) }, tenant.integrationId)
  expect(await view(tenant)).toEqual({ ...before, isBeingRead: false })
})

test('a newer verification in its middle brings its own sample, and that one is counted by its own job', async () => {
  const tenant = await refreshed()
  await requestRefresh(tenant.member, tenant.integrationId)
  const earlier = await verificationOf(tenant)
  const happening = async () => {
    await verifyAgain(tenant.member, tenant.integrationId)
    await runVerification(tools, tenant.integrationId)
  }
  await runRefresh({ ...tools, client: happeningFirst(tools.client, happening) }, tenant.integrationId)
  expect(await verificationOf(tenant)).not.toBe(earlier)
  expect(await view(tenant)).toMatchObject({ isBeingRead: true, coverage: null })
  const said = async () =>
    (await sentences(tenant)).filter((sentence) => sentence.startsWith('read the newest')).length
  expect(await said()).toBe(1)
  await runRefresh(tools, tenant.integrationId)
  expect(await view(tenant)).toMatchObject({ isBeingRead: false, coverage: { records: 60 } })
  expect(await said()).toBe(2)
})

test('a run that breaks is tried again, and at its last try nobody waits any more', async () => {
  const tenant = await newTenant(simulator.url)
  const broken = happeningFirst(tools.client, () => Promise.reject(new Error('broken')))
  const breaking = { ...tools, client: broken }
  await expect(runRefresh(breaking, tenant.integrationId)).rejects.toThrow('broken')
  expect((await view(tenant)).isBeingRead).toBe(true)
  await requestRefresh(tenant.member, tenant.integrationId)
  await runRefresh(breaking, tenant.integrationId, true)
  expect(await view(tenant)).toMatchObject({ isBeingRead: false, refreshFailure: 'given_up' })
})

test('a credential that does not open is a fault of ours, and said to be one', async () => {
  const tenant = await refreshed()
  const stranger = await newTenant(simulator.url)
  await runUnguarded(
    'update credential c set sealed = o.sealed from credential o where c.integration_id = $1 and o.integration_id = $2',
    [tenant.integrationId, stranger.integrationId],
  )
  await requestRefresh(tenant.member, tenant.integrationId)
  simulator.reset()
  await runRefresh(tools, tenant.integrationId)
  expect(simulator.calls()).toEqual([])
  expect(await view(tenant)).toMatchObject({ isBeingRead: false, refreshFailure: 'not_opened' })
})

test('a worker that never answers does not keep the member waiting for ever', async () => {
  const tenant = await newTenant(simulator.url)
  await run(
    'superuser',
    "update sample set refresh_asked_at = now() - interval '11 minutes' where integration_id = $1",
    [tenant.integrationId],
  )
  expect((await view(tenant)).isBeingRead).toBe(false)
})

test.each([
  ['created 12 minutes ago', 25, 0],
  ['created 20 days ago', 26, 25],
])('the creation of the very token, "%s", is found and marked', async (name, records, position) => {
  const tenant = await refreshed(name)
  const found = given((await view(tenant)).content).records
  expect(found).toHaveLength(records)
  expect(found.map(({ isOwnCreation }) => isOwnCreation).indexOf(true)).toBe(position)
  expect(found[position]).toMatchObject({ action: 'Create API Token', resourceId: idFor(name) })
})

test('the creation of the token that was replaced is not that of the present one', async () => {
  const tenant = await refreshed('created 12 minutes ago')
  await replace(tenant.member, tenant.integrationId, sample('no Account Settings').credential)
  await runVerification(tools, tenant.integrationId)
  const found = given((await view(tenant)).content).records
  expect(found[0]).toMatchObject({ action: 'Create API Token', isOwnCreation: false })
})

test('nobody but a member of the customer can ask', async () => {
  const tenant = await refreshed()
  const before = await contentsOf(tenant.customerId)
  expect(await requestRefresh(await newMember(), tenant.integrationId)).toEqual({ outcome: 'not_found' })
  expect(await contentsOf(tenant.customerId)).toBe(before)
})

async function verificationOf({ integrationId }: Tenant): Promise<string> {
  const [row] = await run<{ id: string }>(
    'superuser',
    'select verification_id as id from sample where integration_id = $1',
    [integrationId],
  )
  return given(row).id
}
