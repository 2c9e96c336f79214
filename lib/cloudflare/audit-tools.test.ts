import { expect, test } from 'vitest'
import { categoryOf } from '#lib/cloudflare/audit-coverage.ts'
import { creationOf } from '#lib/cloudflare/audit-creation.ts'
import { toEcs } from '#lib/cloudflare/audit-ecs.ts'
import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'

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

test.each([
  ['203.0.113.24', 'ip'],
  ['2001:db8:40::9', 'ip'],
  ['203.0.113.0/24', 'address'],
  ['203.0.•••', 'address'],
  ['2001:db8:•••', 'address'],
])('in ECS %s is an %s', (ip, field) => {
  expect(toEcs(record({ ip })).source).toEqual({ [field]: ip })
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
