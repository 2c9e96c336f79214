import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { findBulk } from '#lib/bulk/queries.ts'
import { startBulk } from '#lib/bulk/start.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { filterFrom } from '#lib/listing/filter.ts'
import { run } from '#tests/db/cluster.ts'
import { connectSample, given, newMember, newStaff } from '#tests/db/fixtures.ts'
import { runVerification, workerTools } from '#tests/db/worker-tools.ts'

const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
let staff: Staff
beforeAll(async () => {
  staff = await newStaff()
})
afterAll(() => simulator.close())

/** An integration of a customer of its own, verified. */
async function verified(sampleName: string) {
  const member = await newMember()
  const id = await connectSample(member, sampleName)
  await runVerification(tools, id)
  return { member, id }
}

test('each of a run is verified anew, recorded for its customer, and settles by itself', async () => {
  const good = await verified('user token')
  const bad = await verified('no Account Settings')
  const gone = await verified('user token')
  await disconnect(gone.member, gone.id)
  const runId = given(await startBulk(staff, { ids: [good.id, bad.id, gone.id, randomUUID()] }))
  const states = async () => {
    const { rows } = given(await findBulk(staff, runId))
    return Object.fromEntries(rows.map(({ id, state }) => [id, state]))
  }
  expect(await states()).toEqual({ [good.id]: 'waiting', [bad.id]: 'waiting' })
  await runVerification(tools, good.id)
  expect(await states()).toEqual({ [good.id]: 'connected', [bad.id]: 'waiting' })
  await runVerification(tools, bad.id)
  expect(await states()).toEqual({ [good.id]: 'connected', [bad.id]: 'needs_attention' })
  const records = await run<{ customer_id: string }>(
    'superuser',
    `select customer_id from activity where action = 'verification.requested' and actor_id = $1 order by 1`,
    [staff.personId],
  )
  expect(records.map((record) => record.customer_id)).toEqual(
    [good.member.customerId, bad.member.customerId].toSorted(),
  )
  const again = given(await startBulk(staff, { failedOf: runId }))
  expect(given(await findBulk(staff, again)).rows.map(({ id }) => id)).toEqual([bad.id])
})

test('a run is nobody else’s: it is neither shown to a colleague nor repeated by one', async () => {
  const { id } = await verified('no Account Settings')
  const runId = given(await startBulk(staff, { ids: [id] }))
  await runVerification(tools, id)
  const colleague = await newStaff()
  expect(await findBulk(colleague, runId)).toBeNull()
  expect(await startBulk(colleague, { failedOf: runId })).toBeNull()
  expect(await findBulk(staff, runId)).not.toBeNull()
  expect(await findBulk(staff, 'nothing')).toBeNull()
})

test('all that match a filter are taken, and two runs over the same rows at once both stand', async () => {
  const { member, id } = await verified('user token')
  const filter = filterFrom({ customer: member.customerId })
  const runs = await Promise.all([startBulk(staff, { filter }), startBulk(staff, { filter })])
  for (const runId of runs)
    expect(given(await findBulk(staff, given(runId))).rows.map((row) => row.id)).toEqual([id])
})

test('nothing to verify is no run', async () => {
  const gone = await verified('user token')
  await disconnect(gone.member, gone.id)
  expect(await startBulk(staff, { ids: [gone.id] })).toBeNull()
  expect(await startBulk(staff, { ids: [] })).toBeNull()
  expect(await startBulk(staff, { filter: filterFrom({ search: 'nothing has this name' }) })).toBeNull()
})
