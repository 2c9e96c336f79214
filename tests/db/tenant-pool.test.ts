import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { webDatabase } from '#lib/db.ts'
import { newTenant, type Tenant } from '#tests/db/customer-tables.ts'
import { given, sideBySide } from '#tests/db/fixtures.ts'

const simulator = await startSimulator()
let tenants: Tenant[]

beforeAll(async () => {
  const names = ['user token', 'global key', 'empty audit log', 'only one zone']
  tenants = await Promise.all(names.map((name) => newTenant(simulator.url, name)))
})
afterAll(() => simulator.close())

test('2,000 mixed reads bring no foreign row and leave nothing on the connections', {
  timeout: 40_000,
}, async () => {
  let foreign = 0
  let own = 0
  await sideBySide(20, 2_000, async (index) => {
    const { customerId } = given(tenants[index % tenants.length])
    const rows = await webDatabase().forCustomer(customerId, (tx) =>
      tx.integration.findMany({ select: { customerId: true } }),
    )
    for (const row of rows) row.customerId === customerId ? own++ : foreign++
  })
  expect({ own, foreign }).toEqual({ own: 2_000, foreign: 0 })

  const { pool } = webDatabase()
  expect(pool.totalCount).toBeGreaterThan(1)
  const clients = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  const ask = "select nullif(current_setting('app.customer_id', true), '') as left_over"
  const settings = await Promise.all(clients.map((client) => client.query(ask)))
  for (const client of clients) client.release()
  expect(settings.map(({ rows }) => rows)).toEqual(clients.map(() => [{ left_over: null }]))
})

test('a transaction that fails leaves nothing on its connection either', async () => {
  const { customerId } = given(tenants[0])
  const fails = webDatabase().forCustomer(customerId, (tx) => tx.$queryRaw`select 1 / 0`)
  await expect(fails).rejects.toThrow()
  const seen = await webDatabase().transaction((tx) => tx.integration.count())
  expect(seen).toBe(0)
})
