import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { exportBundle, exportBundleAsStaff } from '#lib/integrations/export-bundle.ts'
import { reviewHistory, reviewVerification } from '#lib/integrations/history.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { reviewIntegration } from '#lib/integrations/staff-queries.ts'
import { findLooks } from '#lib/looks/queries.ts'
import { ReasonNeeded } from '#lib/looks/reason-needed.ts'
import { reasonInput } from '#lib/looks/schema.ts'
import { stateReason } from '#lib/looks/state-reason.ts'
import { runUnguarded, takeOwnDatabase } from '#tests/db/cluster.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, newMember, newStaff, openFor, sample } from '#tests/db/fixtures.ts'

// One story moves a time in the trail, which breaks its chain.
await takeOwnDatabase()
const simulator = await startSimulator()
let tenant: Tenant
let verificationId: string
beforeAll(async () => {
  tenant = await newTenant(simulator.url)
  verificationId = given(await exportBundle(tenant.member, tenant.integrationId, null)).id
})
afterAll(() => simulator.close())

const first = { after: null, before: null }
const pages: Record<string, (staff: Staff, id: string) => Promise<unknown>> = {
  'the integration': reviewIntegration,
  'its history': (staff, id) => reviewHistory(staff, id, first),
  'one verification': (staff, id) => reviewVerification(staff, id, verificationId),
  'the support bundle': (staff, id) => exportBundleAsStaff(staff, id, null),
}

test.each(Object.keys(pages))(
  '%s is shown to staff only after a reason, and no look is recorded',
  async (name) => {
    const open = given(pages[name])
    const staff = await newStaff()
    const { member, integrationId } = tenant
    const before = await findActivity(member, integrationId)
    const answer = await open(staff, integrationId)
    expect(answer).toBeInstanceOf(ReasonNeeded)
    expect(answer).toEqual({ customerName: member.customerName, account: 'Northwind Bikes' })
    expect(await findActivity(member, integrationId)).toEqual(before)
    await openFor(staff, integrationId)
    expect(await open(staff, integrationId)).not.toBeInstanceOf(ReasonNeeded)
    expect(await open(staff, integrationId)).not.toBeNull()
  },
)

test('a reason is one of this person, for this integration, for an hour', async () => {
  const other = await newTenant(simulator.url, 'global key')
  const [staff, colleague] = [await newStaff(), await newStaff()]
  await openFor(staff, tenant.integrationId)
  expect(await reviewIntegration(colleague, tenant.integrationId)).toBeInstanceOf(ReasonNeeded)
  expect(await reviewIntegration(staff, other.integrationId)).toBeInstanceOf(ReasonNeeded)
  const move = (minutes: number) =>
    runUnguarded(
      `update activity set at = now() - make_interval(mins => $2) where actor_id = $1 and action = 'integration.opened'`,
      [staff.personId, minutes],
    )
  await move(59)
  expect(await reviewIntegration(staff, tenant.integrationId)).not.toBeInstanceOf(ReasonNeeded)
  await move(60)
  expect(await reviewIntegration(staff, tenant.integrationId)).toBeInstanceOf(ReasonNeeded)
})

test('a look itself is no reason for the next one', async () => {
  const staff = await newStaff()
  await openFor(staff, tenant.integrationId)
  given((await reviewIntegration(staff, tenant.integrationId)) as object)
  await runUnguarded(`delete from activity where actor_id = $1 and action = 'integration.opened'`, [
    staff.personId,
  ])
  expect(await reviewIntegration(staff, tenant.integrationId)).toBeInstanceOf(ReasonNeeded)
})

test('an unknown id is not found before any reason, and none can be given for it', async () => {
  const staff = await newStaff()
  for (const id of [randomUUID(), 'no id'])
    for (const open of Object.values(pages)) expect(await open(staff, id)).toBeNull()
  expect(await reviewVerification(staff, tenant.integrationId, randomUUID())).toBeNull()
  expect(await exportBundleAsStaff(staff, tenant.integrationId, randomUUID())).toBeNull()
  expect(await stateReason(staff, randomUUID(), { reason: 'asked', text: '' })).toBe(false)
})

test('the members of the customer read who looked and why, the newest first, and nobody else does', async () => {
  const { member, integrationId } = await newTenant(simulator.url)
  expect(await findLooks(member, integrationId)).toEqual([])
  const [staff, colleague] = [await newStaff(), await newStaff()]
  await stateReason(staff, integrationId, { reason: 'failing', text: '' })
  await stateReason(colleague, integrationId, { reason: 'other', text: 'Ticket\n 4711 \u202e' })
  expect(await findLooks(member, integrationId)).toMatchObject([
    { who: colleague.email, reason: 'Something else', text: 'Ticket 4711' },
    { who: staff.email, reason: 'A check fails', text: null },
  ])
  expect(await findLooks(await newMember(), integrationId)).toEqual([])
  for (let n = 0; n < 20; n += 1) await openFor(staff, integrationId)
  expect(await findLooks(member, integrationId)).toHaveLength(20)
})

test.each([
  ['no reason', { reason: '' }, 'reason'],
  ['a reason that is none', { reason: 'curious' }, 'reason'],
  ['something else without words', { reason: 'other', text: '  ' }, 'text'],
  ['201 characters', { text: `${'x '.repeat(100).trim()}xx` }, 'text'],
  ['a credential', { text: `It is ${sample('user token').secret}` }, 'text'],
])('the form refuses %s', (_name, fields, at) => {
  const form = { id: randomUUID(), to: '', reason: 'asked', text: '', ...fields }
  const parsed = reasonInput.safeParse(form)
  expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([at])
  expect(JSON.stringify(parsed.error?.issues)).not.toContain(sample('user token').secret)
})
