import { expect, test } from 'vitest'
import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'
import { maskPersonal, maskRecord } from '#lib/cloudflare/personal-data.ts'

test.each([
  ['mara.lindqvist@northwind-bikes.example', 'm•••@northwind-bikes.example'],
  ['/members?email=mara%40northwind-bikes.example&page=1', '/•••%40northwind-bikes.example&page=1'],
  ['{"to":"mara@a.example","cc":"tom@b.example"}', '{"to":"m•••@a.example","cc":"t•••@b.example"}'],
  ['"mara lindqvist"@a.example', '•••@a.example'],
  ['to "mara \\" lind@qvist"@a.example now', 'to •••@a.example now'],
  ['{"to":"\\"mara lindqvist\\"@a.example"}', '{"to":"•••@a.example"}'],
  ['a "quoted word" and tom@b.example', 'a "quoted word" and t•••@b.example'],
  ['from 203.0.113.24, port 443', 'from 203.0.•••, port 443'],
  ['203.0.113.0/24', '203.0.•••/24'],
  ['2001:db8:40::9', '2001:db8:•••'],
  ['2001:db8::1', '2001:db8:•••'],
  ['fe80::1', 'fe80:•••'],
  ['::1', '1:•••'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:•••'],
  ['ip=2001%3Adb8%3A40%3A%3A9', 'ip=2001:db8:•••'],
  ['00:1b:63:84:45:e6', '00:1b:•••'],
  ['at 16:02:44 on 2026-11-21T16:02:44Z', 'at 16:02:44 on 2026-11-21T16:02:44Z'],
  ['Cache::purge and a ratio of 1:2:3', 'Cache::purge and a ratio of 1:2:3'],
  ['ed17574386854bf78a67040be0a770b0', 'ed17574386854bf78a67040be0a770b0'],
])('%s becomes %s', (text, masked) => {
  expect(maskPersonal(text)).toBe(masked)
})

test('a field that holds something about a person is hidden whole, whatever stands in it', () => {
  const raw = {
    request: {
      First_Name: 'Mara',
      lastName: 'Lindqvist',
      telephone: 4917012345,
      address: { street: 'Kai 1' },
    },
    raw: { 'user-agent': 'Mozilla/5.0', city: null, zone_name: 'northwind-bikes.example', name: 'api' },
  }
  expect(maskRecord(record({ raw })).raw).toEqual({
    request: { First_Name: '•••', lastName: '•••', telephone: '•••', address: '•••' },
    raw: { 'user-agent': '•••', city: null, zone_name: 'northwind-bikes.example', name: 'api' },
  })
})

test('JSON within a text is masked by its fields, however often it is wrapped; other texts stay as they are', () => {
  const person = {
    first_name: 'Mara',
    to: '"mara lind"@a.example',
    at: '2026-11-21T16:02:44Z',
    ids: [1, null],
  }
  const masked = { first_name: '•••', to: '•••@a.example', at: '2026-11-21T16:02:44Z', ids: [1, null] }
  const json = JSON.stringify
  const raw = { newValue: json(person), old: json([json(person)]), twice: json(json(person)) }
  expect(maskRecord(record({ raw })).raw).toEqual({
    newValue: json(masked),
    old: json([json(masked)]),
    twice: json(masked),
  })
  const plain = ['{ "on" : true', 'on', '"on"', '12', 'null', '[203.0.•••]', '']
  expect(maskRecord(record({ raw: plain })).raw).toEqual(plain)
})

test('neither a long text nor a deep record takes the time of others', () => {
  const started = performance.now()
  for (const text of [
    'a'.repeat(32_000),
    `@${'a.'.repeat(16_000)}`,
    'a:'.repeat(16_000),
    '1.'.repeat(16_000),
    '"a'.repeat(16_000),
    '\\"'.repeat(16_000),
    '"'.repeat(32_000),
    '%40'.repeat(10_000),
    `a${'b%40'.repeat(8_000)}`,
  ])
    maskPersonal(text)
  // Far above what a busy machine needs, and far below what one wrong repetition costs.
  expect(performance.now() - started).toBeLessThan(8_000)
  let raw: unknown = 'mara@northwind-bikes.example'
  for (let depth = 0; depth < 100_000; depth += 1) raw = [raw]
  expect(JSON.stringify(maskRecord(record({ raw })))).not.toContain('mara')
  const deep = `${'['.repeat(5_000)}"mara@northwind-bikes.example"${']'.repeat(5_000)}`
  expect(JSON.stringify(maskRecord(record({ raw: { deep } })))).not.toContain('mara')
})

function record({ raw }: { raw: unknown }): AuditRecord {
  const nobody = { email: null, type: null, tokenName: null, tokenId: null }
  const nothing = { actionType: null, result: null, product: null, resource: { type: null, id: null } }
  const place = { zone: { id: null, name: null }, ip: null }
  return { id: 'a', time: '2026-11-21T16:02:44Z', actor: nobody, action: 'Update', ...nothing, ...place, raw }
}
