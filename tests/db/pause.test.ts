import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { pause, resume } from '#lib/integrations/pause.ts'
import { findActivity, findIntegration } from '#lib/integrations/queries.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { filterFrom } from '#lib/listing/filter.ts'
import { listForStaff } from '#lib/listing/list.ts'
import { run, takeOwnDatabase } from '#tests/db/cluster.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newStaff } from '#tests/db/fixtures.ts'
import { runVerification, unfinishedOf, workerTools } from '#tests/db/worker-tools.ts'
import { verifyDue } from '#worker/verify-due.ts'

await takeOwnDatabase()
const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
afterEach(() => simulator.setDown(false))
afterAll(() => simulator.close())
let staff: Staff
beforeAll(async () => {
  staff = await newStaff()
})

const letTimePass = (integrationId: string) =>
  run('superuser', 'update integration set next_verification_at = now() where id = $1', [integrationId])
const viewOf = async ({ member, integrationId }: Tenant) =>
  given(await findIntegration(member, integrationId))

test('while it is paused no verification begins by itself, and after the pause one does at once', async () => {
  const tenant = await newTenant(simulator.url)
  const { integrationId: id } = tenant
  expect(await pause(staff, id)).toBe(true)
  expect(await pause(staff, id)).toBe(false)
  await letTimePass(id)
  expect(await verifyDue(tools.database)).toBe(0)
  expect(await viewOf(tenant)).toMatchObject({
    state: 'connected',
    pausedAt: expect.any(String),
    nextVerificationAt: null,
  })
  expect((await listForStaff(staff, filterFrom({ paused: 'yes' }))).rows).toMatchObject([
    { id, isPaused: true },
  ])
  expect(await resume(staff, id)).toBe(true)
  expect(await resume(staff, id)).toBe(false)
  expect((await listForStaff(staff, filterFrom({ paused: 'yes' }))).rows).toEqual([])
  expect(given(await unfinishedOf(id)).trigger).toBe('staff')
  await runVerification(tools, id)
  expect((await viewOf(tenant)).nextVerificationAt).not.toBeNull()
  const said = (await findActivity(tenant.member, id)).map(({ sentence }) => sentence)
  expect(said.slice(1, 3)).toEqual([
    'let AQUILA verify by itself again',
    'paused the verifications that AQUILA makes by itself',
  ])
})

test('a try that waited when the pause began waits on, and nothing is said to be tried', async () => {
  const tenant = await newTenant(simulator.url)
  const { member, integrationId: id } = tenant
  simulator.setDown(true)
  await verifyAgain(member, id)
  await runVerification(tools, id)
  expect((await viewOf(tenant)).nextTryAt).not.toBeNull()
  await pause(staff, id)
  const waiting = given(await unfinishedOf(id))
  await runVerification(tools, id)
  expect(await unfinishedOf(id)).toMatchObject({ id: waiting.id, startedAt: null })
  expect(await viewOf(tenant)).toMatchObject({ state: 'unconfirmed', nextTryAt: null })
  simulator.setDown(false)
  await resume(staff, id)
  expect(given(await unfinishedOf(id)).id).toBe(waiting.id)
  await runVerification(tools, id)
  expect((await viewOf(tenant)).state).toBe('connected')
})

test('somebody who asks gets a verification in the pause too, and no other follows it', async () => {
  const tenant = await newTenant(simulator.url)
  const { member, integrationId: id } = tenant
  await pause(staff, id)
  simulator.setDown(true)
  await verifyAgain(member, id)
  await runVerification(tools, id)
  expect(await viewOf(tenant)).toMatchObject({ state: 'unconfirmed', nextTryAt: null })
  expect(await unfinishedOf(id)).toBeNull()
})

test('a job that found the pause, and has not left the queue as the pause ends, takes no verification along', async () => {
  const tenant = await newTenant(simulator.url)
  const { member, integrationId: id } = tenant
  simulator.setDown(true)
  await verifyAgain(member, id)
  await runVerification(tools, id)
  simulator.setDown(false)
  await pause(staff, id)
  const key = `verify:${given(await unfinishedOf(id)).id}`
  await run(
    'superuser',
    "update graphile_worker._private_jobs set locked_at = now(), locked_by = 'test' where key = $1",
    [key],
  )
  await resume(staff, id)
  await run('superuser', "delete from graphile_worker._private_jobs where locked_by = 'test'")
  await runVerification(tools, id)
  expect((await viewOf(tenant)).state).toBe('connected')
})

test('a try whose worker died before the pause goes on, and who asks gets it', async () => {
  const tenant = await newTenant(simulator.url)
  const { member, integrationId: id } = tenant
  simulator.setDown(true)
  await verifyAgain(member, id)
  await runVerification(tools, id)
  simulator.setDown(false)
  const { id: begun } = given(await unfinishedOf(id))
  await run('superuser', 'update verification set started_at = now() where id = $1', [begun])
  await pause(staff, id)
  await verifyAgain(member, id)
  await runVerification(tools, id)
  expect(await unfinishedOf(id)).toBeNull()
  expect((await viewOf(tenant)).state).toBe('connected')
})

test('what is disconnected or unknown is neither paused nor resumed', async () => {
  const { member, integrationId: id } = await newTenant(simulator.url)
  await pause(staff, id)
  await disconnect(member, id)
  for (const gone of [id, randomUUID()]) {
    expect(await pause(staff, gone)).toBe(false)
    expect(await resume(staff, gone)).toBe(false)
  }
  expect((await viewOf({ member, integrationId: id } as Tenant)).pausedAt).toBeNull()
  const { rows } = await listForStaff(staff, filterFrom({ paused: 'yes' }))
  expect(rows.map((row) => row.id)).not.toContain(id)
})
