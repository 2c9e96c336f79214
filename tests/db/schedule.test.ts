import { afterAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { findIntegration } from '#lib/integrations/queries.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { run, takeOwnDatabase } from '#tests/db/cluster.ts'
import { newTenant } from '#tests/db/customer-tables.ts'
import { given } from '#tests/db/fixtures.ts'
import { findJob, runVerification, unfinishedOf, workerTools } from '#tests/db/worker-tools.ts'
import { verifyDue } from '#worker/verify-due.ts'

await takeOwnDatabase()
const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
afterAll(() => simulator.close())

const hour = 3_600_000

/** The clock goes on: what was planned is due. */
const letTimePass = (integrationId: string) =>
  run(
    'superuser',
    "update integration set next_verification_at = now() - interval '1 minute' where id = $1",
    [integrationId],
  )

test.each(['user token', 'disabled'])('"%s" is verified again a day later, once', async (name) => {
  const { member, integrationId } = await newTenant(simulator.url, name)
  const { nextVerificationAt, nextTryAt } = given(await findIntegration(member, integrationId))
  const pause = Date.parse(given(nextVerificationAt)) - Date.now()
  expect(pause).toBeGreaterThan(22.9 * hour)
  expect(pause).toBeLessThan(25.1 * hour)
  expect(nextTryAt).toBeNull()
  expect(await verifyDue(tools.database)).toBe(0)
  await letTimePass(integrationId)
  expect(await verifyDue(tools.database)).toBe(1)
  expect(await verifyDue(tools.database)).toBe(0)
  const waiting = given(await unfinishedOf(integrationId))
  expect(waiting.trigger).toBe('schedule')
  expect(await findJob('verify', waiting.id)).not.toBeNull()
  // Until the worker takes it, the page keeps the answers of the last one.
  expect(given(await findIntegration(member, integrationId)).verification?.finishedAt).not.toBeNull()
  await runVerification(tools, integrationId)
  expect(given(await findIntegration(member, integrationId)).nextVerificationAt).not.toBeNull()
})

test('a verification that is under way, or a disconnected integration, is not verified beside', async () => {
  const busy = await newTenant(simulator.url)
  await verifyAgain(busy.member, busy.integrationId)
  const asked = given(await unfinishedOf(busy.integrationId))
  await letTimePass(busy.integrationId)
  const ended = await newTenant(simulator.url)
  await disconnect(ended.member, ended.integrationId)
  await letTimePass(ended.integrationId)
  await verifyDue(tools.database)
  expect(given(await unfinishedOf(busy.integrationId)).id).toBe(asked.id)
  expect(await unfinishedOf(ended.integrationId)).toBeNull()
  expect(given(await findIntegration(ended.member, ended.integrationId)).nextVerificationAt).toBeNull()
})

test('who asks while a scheduled one waits has asked for that one', async () => {
  const { member, integrationId } = await newTenant(simulator.url)
  await letTimePass(integrationId)
  await verifyDue(tools.database)
  const scheduled = given(await unfinishedOf(integrationId))
  await verifyAgain(member, integrationId)
  expect(given(await unfinishedOf(integrationId))).toMatchObject({ id: scheduled.id, trigger: 'member' })
  // The page shows that it is under way, from the first moment.
  expect(given(await findIntegration(member, integrationId)).verification).toMatchObject({
    id: scheduled.id,
    finishedAt: null,
  })
})
