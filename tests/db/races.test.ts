import { Client } from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { correct } from '#lib/integrations/correct.ts'
import { run, takeOwnDatabase, urlOf } from '#tests/db/cluster.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { connectSample, given, newMember, sample, workerDatabase } from '#tests/db/fixtures.ts'
import { runVerification, unfinishedOf, workerTools } from '#tests/db/worker-tools.ts'
import { storeAnswers } from '#worker/store-answers.ts'

await takeOwnDatabase()
const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
afterAll(() => simulator.close())

/** What `disconnect` does, stopped after its first statement until the worker has run into its lock. */
async function disconnectAround(
  { customerId, integrationId }: Omit<Tenant, 'member'>,
  work: () => Promise<unknown>,
) {
  const web = new Client({ connectionString: urlOf('web') })
  await web.connect()
  try {
    await web.query('begin')
    await web.query("select set_config('app.customer_id', $1, true)", [customerId])
    await web.query('select from integration where id = $1 for update', [integrationId])
    const working = work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    await vi.waitFor(async () => expect(await waitingWorkers()).not.toEqual([]), {
      timeout: 10_000,
      interval: 10,
    })
    await web.query("update integration set state = 'disconnected', disconnected_at = now() where id = $1", [
      integrationId,
    ])
    await web.query(
      'update credential set sealed = null, destroyed_at = now() where integration_id = $1 and destroyed_at is null',
      [integrationId],
    )
    await web.query('delete from sample where integration_id = $1', [integrationId])
    await web.query(
      'update verification set finished_at = now() where integration_id = $1 and finished_at is null',
      [integrationId],
    )
    await web.query('commit')
    return await working
  } finally {
    await web.end()
  }
}

const waitingWorkers = () =>
  run(
    'superuser',
    `select pid from pg_stat_activity
     where datname = current_database() and usename = 'aquila_worker' and wait_event_type = 'Lock'`,
  )

async function leftovers(integrationId: string) {
  const [found] = await run(
    'superuser',
    `select i.state, (select count(*)::int from sample where integration_id = i.id) as samples,
       (select count(*)::int from credential where integration_id = i.id and sealed is not null) as sealed,
       (select count(*)::int from verification where integration_id = i.id and finished_at is null) as unfinished
     from integration i where i.id = $1`,
    [integrationId],
  )
  return found
}

const nothing = { state: 'disconnected', samples: 0, sealed: 0, unfinished: 0 }

test('a sample that arrives while a member disconnects is not kept', async () => {
  const member = await newMember()
  const integrationId = await connectSample(member, 'user token')
  const { customerId } = member
  const ids = { customerId, verificationId: given(await unfinishedOf(integrationId)).id }
  const outcome = await disconnectAround({ customerId, integrationId }, () =>
    storeAnswers(workerDatabase(), tools.samplesKey, ids, [
      { type: 'sample', sample: { records: [], version: 'v2' } },
    ]),
  )
  expect(outcome).toEqual({ value: false })
  expect(await leftovers(integrationId)).toEqual(nothing)
})

test('a verification that ends while a member disconnects neither blocks it nor brings the state back', async () => {
  const member = await newMember()
  const integrationId = await connectSample(member, 'html 502')
  const { customerId } = member
  const outcome = await disconnectAround({ customerId, integrationId }, () =>
    runVerification(tools, integrationId),
  )
  expect(outcome).toMatchObject({ value: { customerId } })
  expect(await leftovers(integrationId)).toEqual(nothing)
})

test('a credential that is being sealed anew while a member disconnects is not stored', async () => {
  const tenant = await newTenant(simulator.url, 'account out of reach')
  const { accountId, zoneIds } = sample('user token')
  await correct(tenant.member, tenant.integrationId, { accountId, zoneIds })
  await run('superuser', 'update verification set started_at = now() where integration_id = $1', [
    tenant.integrationId,
  ])
  const outcome = await disconnectAround(tenant, () => runVerification(tools, tenant.integrationId))
  expect(outcome).toMatchObject({ value: { customerId: tenant.customerId } })
  expect(await leftovers(tenant.integrationId)).toEqual(nothing)
})
