import { expect, test } from 'vitest'
import { isAddressOrRange, isAmong } from '#lib/address-range.ts'

test.each([
  '203.0.113.7',
  '0.0.0.0',
  '203.0.113.0/24',
  '2001:db8::7',
  '2001:DB8:0:0:0:0:0:7',
  '::1',
  '::',
  '2001:db8::/32',
  '2001:db8:40::/128',
])('%s is an address or a range', (text) => {
  expect(isAddressOrRange(text)).toBe(true)
})

test.each([
  '',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.07',
  '203.0.113.7/33',
  '203.0.113.7/',
  '203.0.113.0/24/8',
  '203.0.113.0/-1',
  '2001:db8::7::1',
  '2001:db8:1:2:3:4:5',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8:9',
  '2001:db8::g',
  '2001:db8::12345',
  '2001:db8::/129',
  ' 203.0.113.7',
  'portal.example.com',
  '<script>',
])('%j is neither', (text) => {
  expect(isAddressOrRange(text)).toBe(false)
})

test('an address is found however it is written, and in its range', () => {
  expect(isAmong('203.0.113.7', ['198.51.100.1', '203.0.113.7'])).toBe(true)
  expect(isAmong('203.0.113.7', ['203.0.113.0/29'])).toBe(true)
  expect(isAmong('203.0.113.8', ['203.0.113.0/29'])).toBe(false)
  expect(isAmong('203.0.113.7', ['0.0.0.0/0'])).toBe(true)
  expect(isAmong('2001:db8::7', ['2001:0DB8:0:0::0007'])).toBe(true)
  expect(isAmong('2001:db8:1::7', ['2001:db8:1::/48'])).toBe(true)
  expect(isAmong('2001:db8:2::7', ['2001:db8:1::/48'])).toBe(false)
})

test('no address is among none, among addresses of the other kind, or among what is no address', () => {
  expect(isAmong('203.0.113.7', [])).toBe(false)
  expect(isAmong('203.0.113.7', ['::/0'])).toBe(false)
  expect(isAmong('::1', ['0.0.0.0/0'])).toBe(false)
  expect(isAmong('nonsense', ['0.0.0.0/0'])).toBe(false)
  expect(isAmong('203.0.113.0/24', ['203.0.113.7'])).toBe(false)
})
