import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { correct } from '#lib/integrations/correct.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import {
  findHistory,
  findHistorySummary,
  findVerification,
  reviewHistory,
  reviewVerification,
} from '#lib/integrations/history.ts'
import type { HistoryPage } from '#lib/integrations/history-view.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { replace } from '#lib/integrations/replace.ts'
import { reviewIntegration } from '#lib/integrations/staff-queries.ts'
import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { run } from '#tests/db/cluster.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { connectSample, given, newMember, newStaff, openFor, sample } from '#tests/db/fixtures.ts'
import { happeningFirst, runVerification, workerTools } from '#tests/db/worker-tools.ts'

const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
const first = { after: null, before: null }
let staff: Staff
beforeAll(async () => {
  staff = await newStaff()
})
afterAll(() => simulator.close())

const historyOf = async (
  { member, integrationId }: Tenant,
  key = first as Parameters<typeof findHistory>[2],
) => given(await findHistory(member, integrationId, key))
const shown = ({ rows }: HistoryPage) =>
  rows.map(({ trigger, outcome, changes }) => ({
    trigger,
    outcome,
    changes: changes?.map(({ text }) => text),
  }))

async function replaceWith({ member, integrationId }: Tenant, name: string): Promise<void> {
  await replace(member, integrationId, sample(name).credential)
  await runVerification(tools, integrationId)
}

/** Verifications that have passed long ago, one a day, without checks. */
async function addDays({ customerId, integrationId }: Tenant, days: number): Promise<void> {
  await run(
    'superuser',
    `insert into verification (id, customer_id, integration_id, trigger, created_at, started_at, finished_at, verdict)
     select uuidv7(), $1, $2, 'schedule', day, day, day + interval '2 seconds', 'unconfirmed'
     from generate_series(1, $3::int) n, lateral (select now() - n * interval '1 day' as day)`,
    [customerId, integrationId, days],
  )
}

test('the history says of each verification who asked, how it ended, and what is different', async () => {
  const tenant = await newTenant(simulator.url)
  await replaceWith(tenant, 'no Zone Settings')
  await verifyAgain(tenant.member, tenant.integrationId)
  await runVerification(tools, tenant.integrationId)
  const page = await historyOf(tenant)
  expect(shown(page)).toEqual([
    { trigger: 'member', outcome: 'connected_with_gaps', changes: [] },
    {
      trigger: 'replace',
      outcome: 'connected_with_gaps',
      changes: [
        'Zone Settings: Read is missing now',
        'Cloudflare gives the token another id: it is another token',
      ],
    },
    { trigger: 'connect', outcome: 'connected', changes: undefined },
  ])
  expect(page).toMatchObject({ count: 3, newer: null, older: null, accountName: 'Northwind Bikes' })
  for (const { tookMs } of page.rows) expect(tookMs).toBeGreaterThanOrEqual(0)
})

test('a verification that was superseded has no result, and the next one is compared with the one before it', async () => {
  const tenant = await newTenant(simulator.url)
  const { member, integrationId } = tenant
  await verifyAgain(member, integrationId)
  const happening = () => replace(member, integrationId, sample('no Zone Settings').credential)
  await runVerification({ ...tools, client: happeningFirst(tools.client, happening) }, integrationId)
  await runVerification(tools, integrationId)
  const page = await historyOf(tenant)
  const [newest, superseded] = shown(page)
  expect(superseded).toEqual({ trigger: 'member', outcome: 'superseded', changes: undefined })
  expect(newest?.changes).toContain('Zone Settings: Read is missing now')
  const itself = given(await findVerification(member, integrationId, given(page.rows[0]).id))
  expect(itself.comparedWith?.id).toBe(page.rows[2]?.id)
  expect(itself.older).toBe(page.rows[1]?.id)
})

test('one that waits says until when, and after disconnecting the history stays', async () => {
  const member = await newMember()
  const integrationId = await connectSample(member, 'html 502')
  await runVerification(tools, integrationId)
  const tenant = { member, customerId: member.customerId, integrationId }
  const waiting = await historyOf(tenant)
  expect(shown(waiting).map(({ outcome }) => outcome)).toEqual(['waiting', 'unconfirmed'])
  expect(new Date(waiting.rows[0]?.dueAt ?? 0).getTime()).toBeGreaterThan(Date.now())
  await disconnect(member, integrationId)
  expect(shown(await historyOf(tenant)).map(({ outcome }) => outcome)).toEqual(['superseded', 'unconfirmed'])
})

describe('many verifications', () => {
  let tenant: Tenant
  beforeAll(async () => {
    tenant = await newTenant(simulator.url)
    await addDays(tenant, 44)
  })

  test('are paged by key in both directions, each once, and a new one moves no page', async () => {
    const pages = [await historyOf(tenant)]
    while (pages.at(-1)?.older)
      pages.push(await historyOf(tenant, { after: pages.at(-1)?.older ?? null, before: null }))
    expect(pages.map(({ rows }) => rows.length)).toEqual([20, 20, 5])
    const ids = pages.map(({ rows }) => rows.map(({ id }) => id))
    expect(new Set(ids.flat()).size).toBe(45)
    const times = pages.flatMap(({ rows }) => rows.map(({ at }) => at))
    expect(times).toEqual(times.toSorted().toReversed())
    expect(pages.every(({ count }) => count === 45)).toBe(true)
    expect(pages[0]?.newer).toBeNull()

    await verifyAgain(tenant.member, tenant.integrationId)
    const [, second, last] = pages
    const backwards = await historyOf(tenant, { before: given(last?.newer), after: null })
    expect(backwards.rows.map(({ id }) => id)).toEqual(ids[1])
    expect(backwards.older).toBe(second?.older)
    const again = await historyOf(tenant, { after: given(pages[0]?.older), before: null })
    expect(again.rows.map(({ id }) => id)).toEqual(ids[1])
    const top = await historyOf(tenant, { before: given(backwards.newer), after: null })
    expect(top.rows.map(({ id }) => id)).toEqual(ids[0])
    expect(top.newer).not.toBeNull()
    await runVerification(tools, tenant.integrationId)
  })

  test('the last row of a page is compared with one that is not on it', async () => {
    const { rows } = await historyOf(tenant)
    expect(rows.at(-1)?.changes).toEqual([])
    const oldest = await historyOf(tenant, { after: given(rows.at(-1)?.id), before: null })
    const end = await historyOf(tenant, { after: given(oldest.older), before: null })
    expect(end.rows.at(-1)?.changes).toBeNull()
  })

  test('verifications of the very same moment are neither skipped nor repeated', async () => {
    const other = await newTenant(simulator.url)
    await addDays(other, 30)
    await run(
      'superuser',
      `update verification set created_at = date_trunc('second', now()) + interval '123456 microseconds' where integration_id = $1`,
      [other.integrationId],
    )
    const one = await historyOf(other)
    const two = await historyOf(other, { after: given(one.older), before: null })
    expect(new Set([...one.rows, ...two.rows].map(({ id }) => id)).size).toBe(31)
    const back = await historyOf(other, { before: given(two.newer), after: null })
    expect(back.rows.map(({ id }) => id)).toEqual(one.rows.map(({ id }) => id))
  })

  test('a key that leads nowhere, or into another integration, shows the first page', async () => {
    const other = await newTenant(simulator.url)
    const [foreign] = (await historyOf(other)).rows
    const sibling = { ...tenant, integrationId: await connectSample(tenant.member, 'empty audit log') }
    const [own] = (await historyOf(sibling)).rows
    const top = await historyOf(tenant)
    expect(await findVerification(tenant.member, tenant.integrationId, given(own).id)).toBeNull()
    for (const key of [randomUUID(), given(foreign).id, given(own).id]) {
      expect((await historyOf(tenant, { after: key, before: null })).rows).toEqual(top.rows)
      expect((await historyOf(tenant, { after: null, before: key })).rows).toEqual(top.rows)
    }
  })
})

test('one verification shows its checks as they were, with the ids and the credential of then', async () => {
  const tenant = await newTenant(simulator.url, 'zone out of reach')
  const { member, integrationId } = tenant
  const { accountId, zoneIds } = sample('only one zone')
  const [zoneThen] = sample('zone out of reach').zoneIds
  await correct(member, integrationId, { accountId, zoneIds: ['d'.repeat(32)] })
  await runVerification(tools, integrationId)
  await replace(member, integrationId, sample('user token').credential)
  await runVerification(tools, integrationId)
  await correct(member, integrationId, { accountId, zoneIds })
  await runVerification(tools, integrationId)
  const { rows } = await historyOf(tenant)
  const ids = rows.map(({ id }) => id)
  const oldest = given(await findVerification(member, integrationId, given(ids.at(-1))))
  expect(oldest.checks.filter(({ name }) => name === 'zone')).toMatchObject([
    {
      subject: zoneThen,
      result: 'failed',
      details: { cfRay: expect.stringMatching(/-SIM$/), at: expect.any(String) },
    },
  ])
  expect(oldest.credential).toMatchObject({ version: 1 })
  expect(oldest).toMatchObject({ newest: ids[0], newer: ids[2], older: null, comparedWith: null })
  const newest = given(await findVerification(member, integrationId, given(ids[0])))
  expect(newest.credential).toMatchObject({ version: 2 })
  expect(newest).toMatchObject({ newest: null, newer: null, older: ids[1], comparedWith: { id: ids[1] } })
  expect(newest.verification.changes?.map(({ text }) => text)).toContain(
    'Zone northwind-bikes.example is new: passed',
  )
})

test('a corrected account is kept with the verification that was about it', async () => {
  const tenant = await newTenant(simulator.url, 'account out of reach')
  const { accountId, zoneIds } = sample('user token')
  await correct(tenant.member, tenant.integrationId, { accountId, zoneIds })
  await runVerification(tools, tenant.integrationId)
  const rows = await run<{ account_id: string; credential_version: number }>(
    'superuser',
    'select account_id, credential_version from verification where integration_id = $1 order by created_at',
    [tenant.integrationId],
  )
  expect(rows).toEqual([
    { account_id: sample('account out of reach').accountId, credential_version: 1 },
    { account_id: accountId, credential_version: 2 },
  ])
})

describe('the last change', () => {
  test('is found some verifications back, and there is none while there is nothing to compare', async () => {
    const tenant = await newTenant(simulator.url)
    const { member, integrationId } = tenant
    const summary = async () => given(await findHistorySummary(member, integrationId))
    expect(await summary()).toEqual({ count: 1, compared: 1, last: null })
    await verifyAgain(member, integrationId)
    await runVerification(tools, integrationId)
    expect(await summary()).toEqual({ count: 2, compared: 2, last: null })
    await replaceWith(tenant, 'no Zone Settings')
    const [changed] = (await historyOf(tenant)).rows
    for (let n = 0; n < 2; n += 1) {
      await verifyAgain(member, integrationId)
      await runVerification(tools, integrationId)
    }
    expect(await summary()).toMatchObject({
      count: 5,
      last: {
        verificationId: changed?.id,
        changes: [{ tone: 'worse', text: 'Zone Settings: Read is missing now' }, expect.anything()],
      },
    })
  })

  test('staff are shown the same, and one look is one record', async () => {
    const tenant = await newTenant(simulator.url)
    await replaceWith(tenant, 'no Zone Settings')
    await openFor(staff, tenant.integrationId)
    const review = given(await reviewIntegration(staff, tenant.integrationId))
    expect(review.history).toEqual(await findHistorySummary(tenant.member, tenant.integrationId))
    const looks = await findActivity(tenant.member, tenant.integrationId)
    expect(looks.filter(({ sentence }) => sentence === 'looked at the integration')).toHaveLength(1)
  })
})

test('staff see what the member sees, and each look stands once in the activity', async () => {
  const tenant = await newTenant(simulator.url)
  const { member, integrationId } = tenant
  const history = await historyOf(tenant)
  const id = given(history.rows[0]).id
  await openFor(staff, integrationId)
  expect(await reviewHistory(staff, integrationId, first)).toEqual(history)
  expect(await reviewVerification(staff, integrationId, id)).toEqual(
    await findVerification(member, integrationId, id),
  )
  const looks = (await findActivity(member, integrationId)).filter(({ actor }) => actor.includes(staff.email))
  expect(looks.map(({ sentence }) => sentence)).toEqual([
    'looked at one of the verifications',
    'looked at the history of verifications',
    'opened the integration: The customer asked for help',
  ])
  for (const wrong of [randomUUID(), 'no id']) {
    expect(await reviewHistory(staff, wrong, first)).toBeNull()
    expect(await reviewVerification(staff, wrong, id)).toBeNull()
    expect(await reviewVerification(staff, integrationId, wrong)).toBeNull()
  }
  const other = await newTenant(simulator.url)
  expect(await reviewVerification(staff, other.integrationId, id)).toBeNull()
  expect(await findActivity(member, integrationId)).toHaveLength(looks.length + 2)
})
