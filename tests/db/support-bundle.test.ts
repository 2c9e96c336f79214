import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import type { Member, Staff } from '#lib/auth/actor.ts'
import { disconnect } from '#lib/integrations/disconnect.ts'
import { exportBundle, exportBundleAsStaff } from '#lib/integrations/export-bundle.ts'
import { findHistory, findVerification } from '#lib/integrations/history.ts'
import { findActivity } from '#lib/integrations/queries.ts'
import { replace } from '#lib/integrations/replace.ts'
import { filterFrom } from '#lib/listing/filter.ts'
import { listForStaff } from '#lib/listing/list.ts'
import { TooOften } from '#lib/rate-limit.ts'
import { reveal } from '#lib/samples/reveal.ts'
import { runUnguarded, takeOwnDatabase } from '#tests/db/cluster.ts'
import { contentsOf } from '#tests/db/contents.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { connectSample, given, newMember, newStaff, openFor, sample, sideBySide } from '#tests/db/fixtures.ts'
import { runVerification, workerTools } from '#tests/db/worker-tools.ts'

// One story moves a time in the trail, which breaks its chain.
await takeOwnDatabase()
const simulator = await startSimulator()
const tools = await workerTools(simulator.url)
const first = { after: null, before: null }
let staff: Staff
let tenant: Tenant
beforeAll(async () => {
  staff = await newStaff()
  tenant = await newTenant(simulator.url, 'no Account Settings')
})
afterAll(() => simulator.close())

const parse = (text: string) => JSON.parse(text) as Record<string, Record<string, unknown>>
const exportsOf = async ({ member, integrationId }: Tenant) =>
  (await findActivity(member, integrationId)).filter(({ sentence }) => sentence.includes('support bundle'))

test('the bundle of the newest verification has what a ticket at Cloudflare needs', async () => {
  const { member, integrationId } = tenant
  const bundle = given(await exportBundle(member, integrationId, null))
  const [newest] = given(await findHistory(member, integrationId, first)).rows
  expect(bundle.id).toBe(newest?.id)
  const { accountId, zoneIds } = sample('no Account Settings')
  expect(parse(bundle.text)).toMatchObject({
    bundleId: newest?.id,
    integration: { id: integrationId, stateNow: 'needs_attention', accountId, zoneIds },
    credential: { method: 'api_token', version: 1, mask: expect.stringMatching(/^cfut_…/) },
    verification: { outcome: 'needs_attention', askedBy: 'connect' },
    missing: ['Account Settings'],
    checks: expect.arrayContaining([
      expect.objectContaining({
        name: 'audit_log_readable',
        result: 'failed',
        call: {
          endpoint: expect.stringMatching(/^GET \/accounts\//),
          status: 403,
          errors: [expect.objectContaining({ code: expect.any(Number) })],
          cfRay: expect.stringMatching(/-SIM$/),
          at: expect.stringMatching(/^\d{4}-/),
          ms: expect.any(Number),
        },
      }),
    ]),
    logSources: expect.arrayContaining([expect.objectContaining({ key: 'audit_log' })]),
  })
})

test('no person, no customer, no secret and no record is in it', async () => {
  const of = await newTenant(simulator.url, 'global key')
  const records = given(await reveal(of.member, of.integrationId))
  expect(records.length).toBeGreaterThan(0)
  const { text } = given(await exportBundle(of.member, of.integrationId, null))
  const { credential, secret } = sample('global key')
  if (credential.kind !== 'global_key') throw new Error('not a key')
  expect(parse(text)['credential']?.['email']).toMatch(/^.•••@/)
  for (const person of [credential.email, of.member.email, of.member.customerName, of.customerId, secret])
    expect(text).not.toContain(person)
  for (const { raw, actor, ip } of records) {
    const { id } = JSON.parse(given(raw)) as { id: string }
    const email = actor?.includes('@') ? actor : null
    for (const value of [id, email, ip]) if (value) expect(text).not.toContain(value)
  }
})

test('any verification of the history has its own, with the credential that it used', async () => {
  const of = await newTenant(simulator.url)
  const [connected] = given(await findHistory(of.member, of.integrationId, first)).rows
  await replace(of.member, of.integrationId, sample('no Zone Settings').credential)
  await runVerification(tools, of.integrationId)
  await disconnect(of.member, of.integrationId)
  const bundle = given(await exportBundle(of.member, of.integrationId, given(connected).id))
  expect(parse(bundle.text)).toMatchObject({
    bundleId: connected?.id,
    integration: { stateNow: 'disconnected' },
    credential: { version: 1 },
    missing: [],
  })
  const newest = given(await exportBundle(of.member, of.integrationId, null))
  expect(parse(newest.text)).toMatchObject({ credential: { version: 2 }, missing: ['Zone Settings'] })
})

describe('the activity', () => {
  test('has one record of what a member opened and then downloaded, and one of every look by staff', async () => {
    const of = await newTenant(simulator.url)
    const { member, integrationId } = of
    const open = () => exportBundle(member, integrationId, null)
    const { id } = given(await open())
    await open()
    await exportBundle(member, integrationId, id)
    expect(await exportsOf(of)).toMatchObject([{ actor: member.email }])
    await openFor(staff, integrationId)
    await exportBundleAsStaff(staff, integrationId, id)
    await exportBundleAsStaff(staff, integrationId, null)
    const [support, byMember] = [{ actor: `AQUILA support (${staff.email})` }, { actor: member.email }]
    expect(await exportsOf(of)).toMatchObject([support, support, byMember])
    const colleague = await newMember(member.customerName)
    await exportBundle(colleague, integrationId, id)
    expect((await exportsOf(of))[0]).toMatchObject({ actor: colleague.email })
    await replace(member, integrationId, sample('no Zone Settings').credential)
    await runVerification(tools, integrationId)
    await open()
    expect(await exportsOf(of)).toHaveLength(5)
  })

  test('has another one when the same bundle is made anew after a while', async () => {
    const of = await newTenant(simulator.url)
    const { id } = given(await exportBundle(of.member, of.integrationId, null))
    await runUnguarded(
      `update activity set at = at - interval '11 minutes' where integration_id = $1 and action = 'support_bundle.exported'`,
      [of.integrationId],
    )
    await exportBundle(of.member, of.integrationId, id)
    expect(await exportsOf(of)).toHaveLength(2)
  })
})

test('60 times in ten minutes a person opens or downloads one, 120 times all members of a customer; then nothing is shown or recorded', async () => {
  const { member, customerId, integrationId } = await newTenant(simulator.url)
  const colleagues = [await newMember(member.customerName), await newMember(member.customerName)] as const
  const support = await newStaff()
  await openFor(support, integrationId)
  const open = async (who: Member) => void given(await exportBundle(who, integrationId, null))
  await sideBySide(3, 60, () => open(member))
  await sideBySide(3, 59, () => open(colleagues[0]))
  await open(colleagues[1])
  await sideBySide(3, 60, async () => void given(await exportBundleAsStaff(support, integrationId, null)))
  const before = await contentsOf(customerId)
  for (const who of [member, colleagues[1]])
    expect(await exportBundle(who, integrationId, null)).toBeInstanceOf(TooOften)
  expect(await exportBundleAsStaff(support, integrationId, null)).toBeInstanceOf(TooOften)
  expect(await contentsOf(customerId)).toBe(before)
})

test('staff find the integration by the bundle’s id, whole and in any case, and by its own', async () => {
  const { id, text } = given(await exportBundle(tenant.member, tenant.integrationId, null))
  for (const search of [id, id.toUpperCase(), ` ${id} `, tenant.integrationId]) {
    const { rows } = await listForStaff(staff, filterFrom({ search }))
    expect(rows.map((row) => row.id)).toEqual([tenant.integrationId])
  }
  for (const search of [id.slice(0, -1), randomUUID()])
    expect((await listForStaff(staff, filterFrom({ search }))).rows).toEqual([])
  await openFor(staff, tenant.integrationId)
  const same = given(await exportBundleAsStaff(staff, tenant.integrationId, id))
  const without = (bundle: string) => ({ ...parse(bundle), madeAt: null })
  expect(without(same.text)).toEqual(without(text))
})

test('an id that is none of this integration has no bundle, for members and staff, and leaves no record', async () => {
  const other = await newTenant(simulator.url)
  const theirs = given(await exportBundle(other.member, other.integrationId, null)).id
  const before = await findActivity(tenant.member, tenant.integrationId)
  for (const wrong of [theirs, randomUUID(), 'no id', '']) {
    if (wrong !== '') expect(await exportBundle(tenant.member, tenant.integrationId, wrong)).toBeNull()
    if (wrong !== '') expect(await exportBundleAsStaff(staff, tenant.integrationId, wrong)).toBeNull()
    expect(await exportBundle(tenant.member, wrong, null)).toBeNull()
    expect(await exportBundleAsStaff(staff, wrong, null)).toBeNull()
  }
  expect(await findActivity(tenant.member, tenant.integrationId)).toEqual(before)
})

test.each(['user token', 'global key'])(
  'a %s that the upstream repeats in its refusals is neither in the history nor in the bundle',
  async (name) => {
    const { secret } = sample(name)
    const echo = createServer(({ headers }, response) => {
      const sent = headers.authorization ?? headers['x-auth-key'] ?? ''
      const spelled = [sent, String(sent).slice(-20), Buffer.from(secret).toString('base64')]
      const errors = spelled.map((text) => ({ code: 9109, message: `Invalid access token ${text}` }))
      response.writeHead(403, { 'content-type': 'application/json', 'cf-ray': '8f1c2d3e4f5a6b7c-FRA' })
      response.end(JSON.stringify({ success: false, errors, messages: [], result: null }))
    })
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
    const { port } = echo.address() as AddressInfo
    const member = await newMember()
    const id = await connectSample(member, name)
    await runVerification(await workerTools(`http://127.0.0.1:${port}/client/v4`), id)
    echo.close()
    echo.closeAllConnections()
    const history = given(await findHistory(member, id, first))
    const verification = given(await findVerification(member, id, given(history.rows[0]).id))
    const bundle = given(await exportBundle(member, id, null))
    const seen = JSON.stringify([history, verification, bundle])
    expect(seen).toContain('Invalid access token')
    expect(seen).toContain('8f1c2d3e4f5a6b7c-FRA')
    for (const part of [
      secret,
      secret.slice(0, 16),
      secret.slice(-16),
      Buffer.from(secret).toString('base64'),
    ])
      expect(seen).not.toContain(part)
  },
)
