import 'server-only'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { auditCategories, categoryOf, coverageOf } from '#lib/cloudflare/audit-coverage.ts'
import { creationOf } from '#lib/cloudflare/audit-creation.ts'
import { toEcs } from '#lib/cloudflare/audit-ecs.ts'
import { auditCoverage, type CoverageOptions } from '#lib/cloudflare/audit-pages.ts'
import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'
import {
  type CloudflareCalls,
  type CloudflareClient,
  createCloudflareClient,
} from '#lib/cloudflare/client.ts'
import { maskRecord } from '#lib/cloudflare/personal-data.ts'
import { credentialOf, named, verifySample } from '#lib/cloudflare/verify.testing.ts'

let simulator: Simulator
let client: CloudflareClient
beforeAll(async () => {
  simulator = await startSimulator()
  client = createCloudflareClient({ baseUrl: simulator.url })
})
afterAll(async () => {
  await client.close()
  await simulator.close()
})
beforeEach(() => simulator.reset())

test.each([
  ['login', 'user', 'login', 'sign_in'],
  ['LOGOUT', 'user', 'login', 'sign_in'],
  ['update', 'dns_records', 'record', 'dns'],
  ['rec_add', null, 'DNS', 'dns'],
  ['update', 'dnssec', null, 'dns'],
  ['create', 'firewall', 'rule', 'firewall'],
  ['update', 'rulesets', 'ruleset', 'firewall'],
  ['delete', 'cache', 'cache', 'caching'],
  ['purge', null, 'zone', 'caching'],
  ['update', 'page_rules', 'rule', 'page_rules'],
  ['create', 'pagerules', null, 'page_rules'],
  ['update', 'speed', 'setting', 'speed'],
  ['update', 'network', 'setting', 'network'],
  ['create', 'load_balancer', 'pool', 'traffic'],
  ['create', 'members', 'member', null],
  ['update', 'ssl', 'certificate_pack', null],
  [null, null, null, null],
] as const)('%s of %s/%s is %s', (actionType, product, type, category) => {
  expect(categoryOf(record({ actionType, product, resource: { type, id: null } }))).toBe(category)
})

test('where the kind says nothing the words do', () => {
  const change = { actionType: 'change_setting', product: 'zone', resource: { type: 'zone', id: null } }
  expect(categoryOf(record({ ...change, action: 'Security level changed' }))).toBe('firewall')
  expect(categoryOf(record({ ...change, action: 'HTTP3 switched on' }))).toBe('network')
})

test('all eight categories are there, seen or not', () => {
  const coverage = coverageOf([record({ product: 'dns_records' })])
  expect(coverage.map(({ key }) => key)).toEqual(auditCategories.map(({ key }) => key))
  expect(coverage.map(({ records }) => records)).toEqual([0, 1, 0, 0, 0, 0, 0, 0])
})

test.each(['v1', 'v2'] as const)('the last 30 days are counted in %s', async (version) => {
  const coverage = await cover({ version })
  expect(coverage).toMatchObject({ records: 60, complete: true, failure: null })
  expect(coverage.categories.every(({ records }) => records > 0)).toBe(true)
  expect(simulator.calls()).toHaveLength(1)
})

test('pages are followed by their cursor, and one that repeats itself ends it', async () => {
  const pages = { first: 'a', a: 'b', b: 'b' } as Record<string, string>
  const asked: string[] = []
  const calls: CloudflareCalls = {
    get: async (_path, _ids, query) => {
      const cursor = query?.['cursor'] ?? 'first'
      asked.push(cursor)
      const result = [{ id: cursor, action: { time: '2026-11-21T16:02:44Z', type: 'login' } }]
      const resultInfo = { count: 1, cursor: pages[cursor] ?? null, totalPages: null }
      return { outcome: 'ok', result, resultInfo, messages: [], evidence }
    },
    graphql: () => Promise.reject(new Error('not asked')),
  }
  const found = await auditCoverage(calls, 'ab'.repeat(16), { version: 'v2' })
  expect([asked, found.records, found.complete]).toEqual([['first', 'a', 'b'], 3, true])
  const short = await auditCoverage(calls, 'ab'.repeat(16), { version: 'v2', maxPages: 2 })
  expect([short.records, short.complete]).toEqual([2, false])
})

test('pages are bounded, and a refusal says why nothing was counted', async () => {
  expect(await cover({ version: 'v2', maxPages: 0 })).toMatchObject({ records: 0, complete: false })
  const calls = client.as(credentialOf(named('no Account Settings')))
  const refused = await auditCoverage(calls, named('no Account Settings').accountId, { version: 'v2' })
  expect(refused).toMatchObject({ records: 0, complete: false, failure: 'audit_log_forbidden' })
})

test('a record in ECS has its fields and nothing of the original', () => {
  const ecs = toEcs(
    record({ product: 'dns_records', actionType: 'update', result: 'failure', ip: '203.0.113.24' }),
    'ab'.repeat(16),
  )
  expect(ecs).toMatchObject({
    '@timestamp': '2026-11-21T16:02:44.000Z',
    event: { category: ['configuration'], type: ['change'], outcome: 'failure', dataset: 'cloudflare.audit' },
    user: { email: 'mara@northwind-bikes.example' },
    source: { ip: '203.0.113.24' },
    cloud: { account: { id: 'ab'.repeat(16) } },
    cloudflare: { audit: { product: 'dns_records' } },
  })
  expect(JSON.stringify(ecs)).not.toMatch(/null|secret of the original/)
  const signIn = toEcs(record({ actionType: 'login', actor: nobody, ip: null, result: null }))
  expect(signIn.event).toMatchObject({ category: ['authentication'], type: ['start'], outcome: 'unknown' })
  expect('user' in signIn || 'source' in signIn).toBe(false)
})

test('the creation of this very token is found by its id, and no other one', () => {
  const id = 'ed17574386854bf78a67040be0a770b0'
  const created = record({ actionType: 'create', product: 'api_tokens', resource: { type: 'token', id } })
  const used = record({ actor: { ...nobody, tokenId: id }, raw: { actor: { token_id: id } } })
  expect(creationOf([used, created], { id })).toBe(created)
  expect(creationOf([used], { id })).toBeNull()
  expect(creationOf([created], { id: 'f'.repeat(32) })).toBeNull()
  const inAnswer = record({
    actionType: 'create',
    product: 'api_tokens',
    raw: { resource: { response: { id } } },
  })
  expect(creationOf([inAnswer], { id })).toBe(inAnswer)
  const byName = record({ actionType: 'create', product: 'api_tokens', raw: { name: 'AQUILA (read-only)' } })
  expect(creationOf([byName], { id: null, name: 'AQUILA (read-only)' })).toBe(byName)
  expect(creationOf([byName], { id: null })).toBeNull()
})

test('personal data is hidden everywhere in a record, times and ids are not', async () => {
  const { samples } = await verifySample(client, named('user token'))
  for (const one of samples[0]?.records ?? []) {
    const masked = maskRecord(one)
    expect([masked.id, masked.time, masked.resource.id]).toEqual([one.id, one.time, one.resource.id])
    expect(JSON.stringify(masked)).not.toMatch(/mara\.lindqvist|203\.0\.113\.24|2001:db8:40::9/)
  }
})

async function cover(options: CoverageOptions) {
  const sample = named('user token')
  return auditCoverage(client.as(credentialOf(sample)), sample.accountId, options)
}

const evidence = { endpoint: 'GET /x', status: 200, errors: [], cfRay: null, at: '', durationMs: 1 }
const nobody = { email: null, type: null, tokenName: null, tokenId: null }

function record(differences: Partial<AuditRecord>): AuditRecord {
  return {
    id: 'f174be97',
    time: '2026-11-21T16:02:44Z',
    actor: { ...nobody, email: 'mara@northwind-bikes.example', type: 'user' },
    action: 'Something',
    actionType: 'update',
    result: 'success',
    product: null,
    resource: { type: null, id: null },
    zone: { id: null, name: null },
    ip: null,
    raw: { request: 'secret of the original' },
    ...differences,
  }
}
