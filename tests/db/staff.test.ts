import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { reviewIntegration } from '#lib/integrations/staff-queries.ts'
import { verifyAgainAsStaff } from '#lib/integrations/verify-again.ts'
import { filterFrom } from '#lib/listing/filter.ts'
import { listForStaff } from '#lib/listing/list.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newStaff, openFor, ownerDatabase, sample } from '#tests/db/fixtures.ts'
import { findJob, unfinishedOf } from '#tests/db/worker-tools.ts'

const simulator = await startSimulator()
let staff: Staff
let tenant: Tenant
beforeAll(async () => {
  staff = await newStaff()
  tenant = await newTenant(simulator.url)
  await openFor(staff, tenant.integrationId)
})
afterAll(() => simulator.close())

const recordsOf = (who: Staff) =>
  ownerDatabase().transaction((tx) =>
    tx.activity.findMany({
      where: { payload: { contains: who.personId }, action: { not: 'staff.added' } },
      orderBy: { seq: 'asc' },
      select: { action: true, customerId: true, integrationId: true, payload: true },
    }),
  )

test('looking at the list is recorded, and what was searched for is not', async () => {
  const someone = await newStaff()
  const found = await listForStaff(
    someone,
    filterFrom({ search: tenant.member.customerName, state: 'connected' }),
  )
  expect(found.rows.map(({ id }) => id)).toEqual([tenant.integrationId])
  const [record, ...more] = await recordsOf(someone)
  expect(more).toEqual([])
  expect(record).toMatchObject({ action: 'integrations.listed', customerId: null, integrationId: null })
  expect(JSON.parse(given(record).payload)).toMatchObject({
    details: { searched: 'yes', state: 'connected' },
  })
  expect(record?.payload).not.toContain(tenant.member.customerName)
})

test('a look at one integration stands in its trail, where the member sees who looked', async () => {
  const review = given(await reviewIntegration(staff, tenant.integrationId))
  expect(review.integration).toMatchObject({
    id: tenant.integrationId,
    customerName: tenant.member.customerName,
  })
  expect(review.activity[0]).toMatchObject({ actor: staff.email, sentence: 'looked at the integration' })
  const [seen] = await findActivity(tenant.member, tenant.integrationId)
  expect(seen).toMatchObject({
    actor: `AQUILA support (${staff.email})`,
    sentence: 'looked at the integration',
  })
  expect((await recordsOf(staff)).at(-1)).toMatchObject({
    customerId: tenant.customerId,
    action: 'integration.viewed',
  })
})

test('nothing that staff are shown holds a secret or an envelope', async () => {
  const review = await reviewIntegration(staff, tenant.integrationId)
  const list = await listForStaff(staff, filterFrom({}))
  const shown = JSON.stringify([review, list])
  expect(shown).not.toContain(sample('user token').secret)
  expect(shown).not.toMatch(/sealed":/)
})

test('an unknown integration is not found, and no look at it is recorded', async () => {
  const someone = await newStaff()
  expect(await reviewIntegration(someone, randomUUID())).toBeNull()
  expect(await reviewIntegration(someone, 'nothing')).toBeNull()
  expect(await verifyAgainAsStaff(someone, randomUUID())).toBe(false)
  expect(await recordsOf(someone)).toEqual([])
})

test('staff ask for a verification, which is queued once however often they ask', async () => {
  const { integrationId, customerId } = await newTenant(simulator.url)
  const answers = await Promise.all(Array.from({ length: 4 }, () => verifyAgainAsStaff(staff, integrationId)))
  expect(answers).toEqual([true, true, true, true])
  const waiting = given(await unfinishedOf(integrationId))
  expect(waiting).toMatchObject({ trigger: 'staff', customerId })
  expect(await findJob('verify', waiting.id)).not.toBeNull()
})

test('nobody verifies what is disconnected', async () => {
  const { member, integrationId } = await newTenant(simulator.url)
  await disconnect(member, integrationId)
  expect(await verifyAgainAsStaff(staff, integrationId)).toBe(false)
  expect(await unfinishedOf(integrationId)).toBeNull()
})

test('pages of the list follow each other in both directions', async () => {
  const [older, newer] = [await newTenant(simulator.url), await newTenant(simulator.url)]
  const after = await listForStaff(staff, filterFrom({ after: newer.integrationId }))
  expect(after.rows.map(({ id }) => id)).toContain(older.integrationId)
  expect(after.rows.map(({ id }) => id)).not.toContain(newer.integrationId)
  expect(after.hasEarlier).toBe(true)
  const before = await listForStaff(staff, filterFrom({ before: older.integrationId }))
  expect(before.rows.map(({ id }) => id)).toContain(newer.integrationId)
  expect(before.hasLater).toBe(true)
})
