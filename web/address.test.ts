import { expect, test } from 'vitest'
import { addressOf } from '#web/address.ts'

const from = (remoteAddress: string, forwarded?: string) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as unknown as Parameters<
    typeof addressOf
  >[0]

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8::a:1:2:3', '2001:db8:0:0::/64'],
  ['2001:db8::b:1:2:3', '2001:db8:0:0::/64'],
  ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', 'unknown'],
])('the network of %s is %s', (address, network) => {
  expect(addressOf(from(address), 0)).toBe(network)
})

test.each([
  ['203.0.113.9:50001', '203.0.113.9'],
  ['[2001:db8::1]:50001', '2001:db8:0:0::/64'],
  ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['203.0.113.9, nonsense', '127.0.0.1'],
  ['', '127.0.0.1'],
])('behind one proxy, X-Forwarded-For %j is %s', (forwarded, network) => {
  expect(addressOf(from('127.0.0.1', forwarded), 1)).toBe(network)
})

test('without a trusted proxy nothing that is forwarded counts', () => {
  expect(addressOf(from('127.0.0.1', '203.0.113.9'), 0)).toBe('127.0.0.1')
})
