import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { attempt, type Role } from '#tests/db/cluster.ts'
import { newTenant, rowOf, type Tenant, tryInsert } from '#tests/db/customer-tables.ts'

// What somebody could do who has taken over the web process and its role: not make "connected" a lie.

const simulator = await startSimulator()
let tenant: Tenant
beforeAll(async () => {
  tenant = await newTenant(simulator.url)
})
afterAll(() => simulator.close())

const as = (role: Role, sql: string, values: unknown[] = []) =>
  attempt(role, tenant.customerId, (client) => client.query(sql, values))
const refused = { code: '42501' }

test('the tenant of these tests is connected, and its state is the worker’s to say', async () => {
  const { rows } = await as('web', 'select state from integration')
  expect(rows).toEqual([{ state: 'connected' }])
  for (const state of ['needs_attention', 'unconfirmed']) {
    await expect(as('web', 'update integration set state = $1', [state])).rejects.toMatchObject(refused)
  }
  expect((await as('web', "update integration set state = 'verifying'")).rowCount).toBe(1)
})

test.each([
  ['the account', "update integration set account_id = repeat('a', 32)"],
  ['the name of the account', "update integration set account_name = 'Another'"],
  ['the credential', 'update credential set sealed = null, destroyed_at = now()'],
  ['the zones', 'delete from zone'],
])('%s of a connected integration cannot be changed while it stays connected', async (_what, sql) => {
  await expect(as('web', sql)).rejects.toMatchObject(refused)
  const anew = await attempt('web', tenant.customerId, async (client) => {
    await client.query("update integration set state = 'verifying', account_name = null")
    return client.query(sql.replace("'Another'", 'null'))
  })
  expect(anew.rowCount).toBe(1)
})

test('another credential or zone cannot be put beside those that were verified', async () => {
  const credential = { ...(await rowOf('credential', tenant.customerId)), id: randomUUID(), version: 99 }
  const zone = { ...(await rowOf('zone', tenant.customerId)), id: randomUUID(), zone_id: 'b'.repeat(32) }
  await expect(tryInsert('web', tenant.customerId, 'credential', credential)).rejects.toMatchObject(refused)
  await expect(tryInsert('web', tenant.customerId, 'zone', zone)).rejects.toMatchObject(refused)
})

const append = 'select app.append_activity($1, $2)'

test.each<[Role, object]>([
  ['web', { action: 'verification.finished', actor: { kind: 'system', process: 'worker' } }],
  ['web', { action: 'verification.finished', actor: { kind: 'member' } }],
  ['web', { action: 'integration.viewed', actor: { kind: 'staff' } }],
  ['web', { action: 'nonsense', actor: { kind: 'member' } }],
  ['web', {}],
  ['web', { action: 'session.created' }],
  ['staff', { action: 'integration.corrected', actor: { kind: 'staff' } }],
  ['staff', { action: 'integration.viewed', actor: { kind: 'member' } }],
  ['worker', { action: 'integration.connected', actor: { kind: 'member' } }],
])('%s cannot say %j in the trail', async (role, payload) => {
  await expect(as(role, append, [tenant.customerId, JSON.stringify(payload)])).rejects.toMatchObject(refused)
})

test('nobody can say something about an integration of another customer', async () => {
  const other = await newTenant(simulator.url)
  const payload = {
    action: 'verification.requested',
    actor: { kind: 'member' },
    integrationId: other.integrationId,
  }
  await expect(as('web', append, [tenant.customerId, JSON.stringify(payload)])).rejects.toMatchObject(refused)
})
