import { expect, test } from 'vitest'
import { permissions } from '#lib/cloudflare/permissions.ts'
import { tickedByHand, tokenLink } from '#lib/cloudflare/token-link.ts'

const accountId = 'ab'.repeat(16)

test('13 permissions, each with an id of its own, a key of its own and its words', () => {
  expect(permissions).toHaveLength(13)
  expect(new Set(permissions.map(({ key }) => key)).size).toBe(13)
  const ids = permissions.flatMap(({ groups }) => groups.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
  for (const { groups, why, without, templates } of permissions) {
    for (const { id } of groups) expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(groups[0]?.name).toMatch(/ Read$/)
    expect([why, without].join('')).not.toMatch(/\.$/)
    expect(templates.length).toBeGreaterThan(0)
  }
})

test('the form of the user is asked for all accounts and zones, for it takes nothing else', () => {
  const query = new URL(tokenLink('user', accountId)).searchParams
  expect([query.get('accountId'), query.get('zoneId'), query.get('name')]).toEqual([
    '*',
    'all',
    'AQUILA (read-only)',
  ])
})

test('the form of the account is pinned to the account where it is known', () => {
  expect(tokenLink('account')).toMatch(/^https:\/\/dash\.cloudflare\.com\/\?to=\/:account\/api-tokens&/)
  expect(tokenLink('account', accountId)).toContain(`?to=/${accountId}/api-tokens&`)
  expect(tokenLink('account', '../../evil')).toContain('?to=/:account/api-tokens&')
})

test.each(['user', 'account'] as const)(
  'the %s form ticks Read and nothing else, and no guessed key',
  (form) => {
    const keys = JSON.parse(new URL(tokenLink(form)).searchParams.get('permissionGroupKeys') ?? '') as {
      key: string
      type: string
    }[]
    expect(keys.map(({ key }) => key)).toEqual([
      'access_audit_log',
      'account_settings',
      'intel',
      'dns',
      'zone_settings',
      'analytics',
      'account_analytics',
      'firewall_services',
      'zone_waf',
      'zone',
      'logs',
    ])
    expect(new Set(keys.map(({ type }) => type))).toEqual(new Set(['read']))
    expect(tickedByHand).toEqual(['Account WAF', 'DDoS Protection', 'API Gateway'])
  },
)
