import { expect, test } from 'vitest'
import { auditSample } from '#lib/cloudflare/audit-log.ts'

const v2 = {
  id: 'f174be97-19b1-40d6-954d-70cd5fbd52db',
  action: {
    description: 'Update DNS Record',
    result: 'failure',
    time: '2026-11-21T16:02:44Z',
    type: 'update',
  },
  actor: {
    email: 'mara@northwind-bikes.example',
    ip_address: '2001:db8:40::9',
    token_id: 'ed17',
    token_name: 'terraform-ci',
    type: 'Account',
  },
  resource: { id: '372e', product: 'dns_records', type: 'record' },
  zone: { id: '5d2b', name: 'northwind-bikes.example' },
}
const v1 = {
  action: { info: 'Security level changed', result: true, type: 'change_setting' },
  actor: { email: 'mara@northwind-bikes.example', ip: '203.0.113.24', type: 'user' },
  id: '0b6f2f0e',
  metadata: { name: 'security_level', type: 'firewall', zone_name: 'northwind-bikes.example' },
  resource: { id: '5d2b', type: 'zone' },
  when: '2026-11-20T09:14:03Z',
}

test('a record of version 2', () => {
  expect(auditSample('v2', [v2])).toEqual({
    version: 'v2',
    records: [
      {
        id: 'f174be97-19b1-40d6-954d-70cd5fbd52db',
        time: '2026-11-21T16:02:44Z',
        actor: {
          email: 'mara@northwind-bikes.example',
          type: 'account',
          tokenName: 'terraform-ci',
          tokenId: 'ed17',
        },
        action: 'Update DNS Record',
        actionType: 'update',
        result: 'failure',
        product: 'dns_records',
        resource: { type: 'record', id: '372e' },
        zone: { id: '5d2b', name: 'northwind-bikes.example' },
        ip: '2001:db8:40::9',
        raw: v2,
      },
    ],
  })
})

test('a record of version 1', () => {
  expect(auditSample('v1', [v1]).records).toEqual([
    {
      id: '0b6f2f0e',
      time: '2026-11-20T09:14:03Z',
      actor: { email: 'mara@northwind-bikes.example', type: 'user', tokenName: null, tokenId: null },
      action: 'Security level changed',
      actionType: 'change_setting',
      result: 'success',
      product: 'firewall',
      resource: { type: 'zone', id: '5d2b' },
      zone: { id: '5d2b', name: 'northwind-bikes.example' },
      ip: '203.0.113.24',
      raw: v1,
    },
  ])
})

test.each(['actor', 'resource', 'zone', 'metadata', 'id'])('%s can be missing or odd', (field) => {
  for (const odd of [undefined, null, 7, 'text', [], {}]) {
    expect(auditSample('v2', [{ ...v2, [field]: odd }]).records).toHaveLength(1)
    expect(auditSample('v1', [{ ...v1, [field]: odd }]).records).toHaveLength(1)
  }
})

test('a record without a time is left out, and costs the others nothing', () => {
  const odd = [null, 7, 'x', [], {}, { ...v2, action: {} }, { ...v2, action: { time: 'yesterday' } }]
  expect(auditSample('v2', [...odd, v2]).records).toHaveLength(1)
  expect(auditSample('v1', [{ ...v1, when: null }, v1]).records).toHaveLength(1)
})

test('without a description the type names the action, and odd results are none', () => {
  const action = { time: v2.action.time, type: 'login', result: 'maybe', description: '' }
  expect(auditSample('v2', [{ ...v2, action }]).records[0]).toMatchObject({ action: 'login', result: null })
})

test('hostile text is one line of limited length', () => {
  const description = `\u202Egnp.exe\u0000\n${'x'.repeat(5000)}`
  const [record] = auditSample('v2', [{ ...v2, action: { ...v2.action, description } }]).records
  expect(record?.action.length).toBe(300)
  expect(record?.action).toMatch(/^gnp\.exe x/)
})
