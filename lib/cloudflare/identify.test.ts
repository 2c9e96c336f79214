import 'server-only'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { northwind, northwindBlog, northwindShop } from '#e2e/cloudflare-simulator/world.ts'
import { createCloudflareClient } from '#lib/cloudflare/client.ts'
import { failureOf } from '#lib/cloudflare/failure.ts'
import { identify } from '#lib/cloudflare/identify.ts'
import { client, simulator, withSimulator } from '#lib/cloudflare/simulated.testing.ts'
import { credentialOf, named } from '#lib/cloudflare/verify.testing.ts'
import { Secret } from '#lib/secret.ts'

withSimulator()

test('accounts and zones are listed by two calls at once', async () => {
  expect(await identify(client, credentialOf(named('user token')))).toEqual({
    accounts: [northwind],
    zones: [
      {
        id: northwindShop.id,
        name: northwindShop.name,
        accountId: northwind.id,
        status: 'active',
        plan: 'enterprise',
      },
      {
        id: northwindBlog.id,
        name: northwindBlog.name,
        accountId: northwind.id,
        status: 'active',
        plan: 'free',
      },
    ],
    complete: true,
    failure: null,
    facts: {},
  })
  expect(simulator.calls()).toHaveLength(2)
})

test('a first page that is repeated for ever ends the list', async () => {
  const found = await identify(client, credentialOf(named('accounts repeat page one')))
  expect(found).toMatchObject({ accounts: [northwind], complete: true })
  expect(simulator.calls().length).toBeLessThanOrEqual(4)
})

test('a token for one zone may not list zones: what is known stays, the rest is typed', async () => {
  const found = await identify(client, credentialOf(named('only one zone')))
  expect(found).toEqual({
    accounts: [northwind],
    zones: [],
    complete: false,
    failure: 'list_not_allowed',
    facts: {},
  })
  expect(failureOf('list_not_allowed').blame).toBeNull()
})

test.each([
  ['unknown', 'token_unknown', {}],
  ['ip filtered', 'ip_filtered', { ip: '203.0.113.7' }],
  ['rate limited', 'rate_limited', { retryAfterSeconds: '30' }],
  ['html 502', 'server_error', {}],
  ['wrong key', 'key_or_email_unknown', {}],
  ['malformed', 'malformed_header', {}],
])('%s: nothing, and why', async (name, failure, facts) => {
  const found = await identify(client, credentialOf(named(name)))
  expect(found).toEqual({ accounts: [], zones: [], complete: false, failure, facts })
})

test('the time for both lists is limited', async () => {
  const started = performance.now()
  const found = await identify(client, credentialOf(named('never answers')), { limitMs: 100 })
  expect(found).toMatchObject({ complete: false, failure: 'timeout' })
  expect(performance.now() - started).toBeLessThan(1500)
})

test('a credential that no header can carry costs no call', async () => {
  const found = await identify(client, { kind: 'api_token', token: new Secret('a\nb') })
  expect(found.failure).toBe('malformed_header')
  expect(simulator.calls()).toHaveLength(0)
})

test('a list without end stops after 100 pages; what is there can be chosen all the same', async () => {
  let asked = 0
  const found = await against((page) => {
    asked += 1
    return Array.from({ length: 50 }, (_, row) => ({
      id: hex(page * 50 + row),
      name: 'x',
      account: { id: hex(1), name: 'y' },
    }))
  })
  expect([asked, found.zones.length, found.complete, found.failure]).toEqual([200, 5000, false, null])
})

test('accounts that may not be listed are known from their zones, and odd values cost only themselves', async () => {
  const rows = [
    { id: hex(7), name: '\u202Eevil\u202C', account: { id: hex(9), name: 'Owner' }, status: 7, plan: 'x' },
  ]
  const found = await against((_, path) => (path === '/accounts' ? [] : rows))
  expect(found).toEqual({
    accounts: [{ id: hex(9), name: 'Owner' }],
    zones: [{ id: hex(7), name: 'evil', accountId: hex(9), status: null, plan: null }],
    complete: true,
    failure: null,
    facts: {},
  })
})

const hex = (value: number) => value.toString(16).padStart(32, '0')

/** An upstream that says nothing about how many pages there are. */
async function against(rowsOf: (page: number, path: string) => unknown[]) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
    response.writeHead(200, { 'content-type': 'application/json' })
    const result = rowsOf(Number(searchParams.get('page')), pathname)
    response.end(JSON.stringify({ success: true, errors: [], result }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const other = createCloudflareClient({ baseUrl: `http://127.0.0.1:${port}` })
  const found = await identify(other, { kind: 'api_token', token: new Secret('x'.repeat(40)) })
  await other.close()
  server.closeAllConnections()
  server.close()
  return found
}
