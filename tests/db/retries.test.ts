import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { findIntegration } from '#lib/integrations/queries.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { run } from '#tests/db/cluster.ts'
import { connectSample, given, newMember, ownerDatabase } from '#tests/db/fixtures.ts'
import { findJob, runVerification, unfinishedOf, workerTools } from '#tests/db/worker-tools.ts'

const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
afterAll(() => simulator.close())

/** In how many seconds the next try is due, as its row and its job say. */
async function nextPause(integrationId: string): Promise<{ attempt: number; seconds: number }> {
  const next = given(await unfinishedOf(integrationId))
  expect(next.trigger).toBe('retry')
  const job = given(await findJob('verify', next.id))
  expect(job.payload).toEqual({ customerId: next.customerId, id: next.id })
  expect(Math.abs(job.runAt.getTime() - next.runAt.getTime())).toBeLessThan(2)
  return { attempt: next.attempt, seconds: (next.runAt.getTime() - next.createdAt.getTime()) / 1000 }
}

test('what could not be told is tried again after pauses that grow, until it can', async () => {
  const member = await newMember()
  const id = await connectSample(member, 'user token')
  simulator.setDown(true)
  for (const [index, pause] of [5, 15, 60, 300, 900, 3600, 3600].entries()) {
    await runVerification(tools, id)
    const next = await nextPause(id)
    expect(next.attempt).toBe(index + 1)
    expect(next.seconds).toBeGreaterThan(pause - 2)
    expect(next.seconds).toBeLessThanOrEqual(pause + 1)
    const view = given(await findIntegration(member, id))
    expect(view).toMatchObject({ state: 'unconfirmed', nextTryAt: expect.any(String) })
    // The checks of the run that ended stay on the page while the next one waits.
    expect(view.verification?.finishedAt).not.toBeNull()
  }
  simulator.setDown(false)
  await runVerification(tools, id)
  expect(await findIntegration(member, id)).toMatchObject({ state: 'connected', nextTryAt: null })
  expect(await unfinishedOf(id)).toBeNull()
})

test('asking again pulls the waiting try forward instead of adding another', async () => {
  const member = await newMember()
  const id = await connectSample(member, 'html 502')
  await runVerification(tools, id)
  const waiting = given(await unfinishedOf(id))
  const before = given(await findJob('verify', waiting.id))
  expect(await verifyAgain(member, id)).toBe(true)
  const now = given(await unfinishedOf(id))
  expect(now.id).toBe(waiting.id)
  expect(now.runAt.getTime()).toBeLessThan(waiting.runAt.getTime())
  expect(given(await findJob('verify', now.id)).runAt.getTime()).toBeLessThan(before.runAt.getTime())
  const count = await ownerDatabase().transaction((tx) =>
    tx.verification.count({ where: { integrationId: id } }),
  )
  expect(count).toBe(2)
})

test.each([
  ['30', 30],
  ['2', 5],
  ['600', 600],
  ['86400', 600],
])('Cloudflare asks to wait %s seconds: the next try is in %i', async (retryAfter, seconds) => {
  const busy = createServer((_, response) => {
    response.writeHead(429, { 'content-type': 'application/json', 'retry-after': retryAfter })
    response.end(
      JSON.stringify({ success: false, errors: [{ code: 10429, message: 'Rate limited.' }], messages: [] }),
    )
  })
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve))
  const { port } = busy.address() as AddressInfo
  const member = await newMember()
  const id = await connectSample(member, 'user token')
  await runVerification(await workerTools(`http://127.0.0.1:${port}/client/v4`), id)
  busy.close()
  busy.closeAllConnections()
  const next = await nextPause(id)
  expect(next.seconds).toBeGreaterThan(seconds - 2)
  expect(next.seconds).toBeLessThanOrEqual(seconds + 1)
})

test('asking again revives a job that the queue has given up, and leaves one that is under way alone', async () => {
  const member = await newMember()
  const id = await connectSample(member, 'user token')
  const { id: verificationId } = given(await unfinishedOf(id))
  const setJob = (change: string) =>
    run('worker', `update graphile_worker._private_jobs set ${change} where key = $1`, [
      `verify:${verificationId}`,
    ])
  const jobs = () =>
    run(
      'superuser',
      'select attempts, locked_by, run_at <= now() as due from graphile_worker._private_jobs where key = $1',
      [`verify:${verificationId}`],
    )
  await run('superuser', 'update verification set started_at = now() where id = $1', [verificationId])
  await setJob("attempts = 1, locked_by = 'somebody', locked_at = now()")
  await verifyAgain(member, id)
  expect(await jobs()).toEqual([{ attempts: 1, locked_by: 'somebody', due: true }])
  await setJob(
    "attempts = max_attempts, locked_by = null, locked_at = null, run_at = now() + interval '1 day'",
  )
  await verifyAgain(member, id)
  expect(await jobs()).toEqual([{ attempts: 0, locked_by: null, due: true }])
  await runVerification(tools, id)
  expect(await findIntegration(member, id)).toMatchObject({ state: 'connected' })
})
