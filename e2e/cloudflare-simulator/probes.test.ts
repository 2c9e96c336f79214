import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { permissionNames } from '#e2e/cloudflare-simulator/credentials-permissions.ts'
import { type Simulator, startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { northwind, northwindBlog, northwindShop } from '#e2e/cloudflare-simulator/world.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

const zone = `/zones/${northwindShop.id}`
const account = `/accounts/${northwind.id}`
const query =
  'query($z:String!,$since:Time!){viewer{zones(filter:{zoneTag:$z}){httpRequestsAdaptiveGroups(limit:1,filter:{datetime_geq:$since}){count}}}}'
const variables = { z: northwindShop.id, since: '2026-11-22T10:00:00Z' }

test.each([
  ['Access: Audit Logs', `${account}/access/logs/access_requests?limit=1`, 403, 10000],
  ['Account Settings', `${account}/roles`, 403, 10000],
  ['Account WAF', `${account}/rulesets/phases/http_request_firewall_custom/entrypoint`, 403, 10000],
  ['DDoS Protection', `${account}/magic/advanced_tcp_protection/configs/tcp_protection_status`, 403, 10000],
  ['Intel', `${account}/intel/ip?ipv4=1.1.1.1`, 403, 10000],
  ['API Gateway', `${zone}/api_gateway/operations?per_page=5`, 403, 10000],
  ['DNS', `${zone}/dns_records?per_page=5`, 403, 10000],
  ['Zone Settings', `${zone}/settings/security_level`, 403, 9109],
  ['Firewall Services', `${zone}/firewall/ua_rules`, 403, 10000],
  ['Logs', `${zone}/logs/control/retention/flag`, 403, 10000],
] as const)('%s opens its endpoint, and lacking it is refused', async (name, path, status, code) => {
  expect(await ask(path, 'user token')).toMatchObject({ status: 200, body: { success: true } })
  const refused = await ask(path, `no ${name}`)
  expect(refused).toMatchObject({ status, body: { success: false, errors: [{ code }] } })
})

test('Account WAF opens the rules of the zone, without Zone WAF too', async () => {
  const path = `${zone}/rulesets/phases/http_request_firewall_custom/entrypoint`
  expect((await ask(path, 'no Zone WAF')).status).toBe(200)
  expect((await ask(path, 'no Account WAF')).status).toBe(200)
  expect((await ask(path, 'no WAF at all')).status).toBe(403)
})

test('without Zone the list is empty, and the zone itself is there', async () => {
  expect(await ask('/zones', 'no Zone')).toMatchObject({ status: 200, body: { result: [] } })
  expect((await ask(zone, 'no Zone')).status).toBe(200)
})

test('Logpush jobs are listed to who may write only; Logpull is for Enterprise', async () => {
  expect((await ask(`${zone}/logpush/jobs`, 'user token')).status).toBe(403)
  expect((await ask(`${zone}/logpush/jobs`, 'may write logs')).status).toBe(200)
  expect((await ask(`/zones/${northwindBlog.id}/logs/control/retention/flag`, 'user token')).status).toBe(403)
})

test('API Shield’s configuration belongs to a subscription', async () => {
  const { body } = await ask(`${zone}/api_gateway/configuration`, 'user token')
  expect(body).toMatchObject({ errors: [{ code: 10403 }] })
})

test.each([
  ['too many records', `${zone}/dns_records?per_page=0`],
  ['no address', `${account}/intel/ip`],
])('%s: 400', async (_, path) => {
  expect((await ask(path, 'user token')).status).toBe(400)
})

test('GraphQL answers 200 to everybody, and refuses in the body', async () => {
  const good = await post({ query, variables }, 'user token')
  expect(good).toMatchObject({ status: 200, body: { data: { viewer: { zones: [{}] } }, errors: null } })
  expect(await post({ query, variables }, 'no Analytics')).toMatchObject({
    status: 200,
    body: { data: null, errors: [{ extensions: { code: 'authz' } }] },
  })
  const other = { ...variables, z: '0'.repeat(32) }
  expect(await post({ query, variables: other }, 'user token')).toMatchObject({ body: { data: null } })
  const undated = { ...variables, since: 'yesterday' }
  expect(await post({ query, variables: undated }, 'user token')).toMatchObject({ body: { data: null } })
  expect(await post('not JSON', 'user token')).toMatchObject({ body: { data: null } })
})

test('nothing else can be posted, and GraphQL cannot be got', async () => {
  const headers = { authorization: `Bearer ${sampleNamed('user token').secret}` }
  const posted = await fetch(`${simulator.url}${zone}/dns_records`, { method: 'POST', headers, body: '{}' })
  expect(posted.status).toBe(404)
  expect((await ask('/graphql', 'user token')).status).toBe(404)
})

test('there is a credential for each of the 13, lacking just it', () => {
  expect(permissionNames).toHaveLength(13)
  for (const name of permissionNames) expect(sampleNamed(`no ${name}`).simulated.permissions).toHaveLength(12)
})

async function ask(path: string, name: string) {
  const { secret } = sampleNamed(name)
  const response = await fetch(`${simulator.url}${path}`, { headers: { authorization: `Bearer ${secret}` } })
  return { status: response.status, body: (await response.json()) as unknown }
}

async function post(sent: unknown, name: string) {
  const { secret } = sampleNamed(name)
  const response = await fetch(`${simulator.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: typeof sent === 'string' ? sent : JSON.stringify(sent),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}

function sampleNamed(name: string) {
  const sample = sampleCredentials.find((one) => one.name === name)
  if (!sample) throw new Error(`No sample credential is named ${name}`)
  return sample
}
