import { expect, test } from 'vitest'
import type { Check } from '#lib/cloudflare/check.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import { suggestedIds } from '#lib/integrations/suggested-ids.ts'

const [account, other, zone, second] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(32)) as [
  string,
  string,
  string,
  string,
]
const one = { accountId: account, zoneIds: [zone] }

test('swapped ids are exchanged, each in its place, and other zones stay', () => {
  const checks = [check('account', 'ids_swapped', { suggestedAccountId: account })]
  expect(suggestedIds(checks, { accountId: zone, zoneIds: [second, account] })).toEqual({
    mends: 'ids_swapped',
    accountId: account,
    zoneIds: [second, zone],
  })
})

test('exchanging leaves no zone twice', () => {
  const checks = [check('account', 'ids_swapped', { suggestedAccountId: account })]
  expect(suggestedIds(checks, { accountId: zone, zoneIds: [zone, account] })?.zoneIds).toEqual([zone])
})

test.each<FailureCode>(['zone_id_as_account_id', 'account_not_reachable'])(
  '%s: the account that Cloudflare named is used, the zones stay',
  (failure) => {
    const checks = [check('account', failure, { suggestedAccountId: other })]
    expect(suggestedIds(checks, one)).toEqual({ mends: failure, accountId: other, zoneIds: [zone] })
  },
)

test('the account of the zones is used when all of them are of one and the same other account', () => {
  const foreign = (id: string, owner: string) =>
    check('zone_belongs_to_account', 'zone_of_another_account', { zoneAccountId: owner }, id)
  const passed = check('account', null)
  const two = { accountId: account, zoneIds: [zone, second] }
  expect(suggestedIds([passed, foreign(zone, other), foreign(second, other)], two)).toEqual({
    mends: 'zone_of_another_account',
    accountId: other,
    zoneIds: [zone, second],
  })
  const own = check('zone_belongs_to_account', null, { zoneAccountId: account }, second)
  expect(suggestedIds([passed, foreign(zone, other), own], two)).toBeNull()
  expect(suggestedIds([passed, foreign(zone, other), foreign(second, 'e'.repeat(32))], two)).toBeNull()
  expect(suggestedIds([passed, foreign(zone, other)], two)).toBeNull()
})

test.each<[string, Check[]]>([
  ['nothing was asked', []],
  ['all passed', [check('account', null)]],
  ['no account was named', [check('account', 'account_not_reachable')]],
  ['what was named is no id', [check('account', 'account_not_reachable', { suggestedAccountId: '../x' })]],
  [
    'the account named is the one entered',
    [check('account', 'account_not_reachable', { suggestedAccountId: account })],
  ],
  ['the ids are not swapped any more', [check('account', 'ids_swapped', { suggestedAccountId: other })]],
  [
    'another failure happens to name one',
    [check('account', 'account_id_invalid', { suggestedAccountId: other })],
  ],
])('nothing is suggested when %s', (_, checks) => {
  expect(suggestedIds(checks, one)).toBeNull()
})

function check(
  name: Check['name'],
  failure: FailureCode | null,
  facts: Record<string, string> = {},
  subject = '',
): Check {
  return { name, subject, result: failure ? 'failed' : 'passed', failure, facts, evidence: null }
}
