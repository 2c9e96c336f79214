import { expect, test } from 'vitest'
import { expiryId, firstWarningAt, isSameExpiry, warningNow } from '#lib/notices/expiry.ts'

const expiresOn = new Date('2026-12-31T23:59:59.000Z')
const daysBefore = (days: number) => new Date(expiresOn.getTime() - days * 24 * 3600_000)

test.each([
  // days left, which warning holds, and how many days before the expiry the next one is due
  [400, null, 30],
  [30.001, null, 30],
  [30, 'expires_in_30_days', 7],
  [20, 'expires_in_30_days', 7],
  [7.001, 'expires_in_30_days', 7],
  [7, 'expires_in_7_days', 1],
  [3, 'expires_in_7_days', 1],
  [1.001, 'expires_in_7_days', 1],
  [1, 'expires_in_1_day', null],
  [0.001, 'expires_in_1_day', null],
  [0, null, null],
  [-5, null, null],
] as const)(
  'with %d days left the warning is %s, and the next one comes %s days before',
  (left, kind, next) => {
    expect(warningNow(expiresOn, daysBefore(left))).toEqual({
      kind,
      next: next === null ? null : daysBefore(next),
    })
  },
)

test('the first warning is due thirty days before, also when that day has passed', () => {
  expect(firstWarningAt(expiresOn)).toEqual(new Date('2026-12-01T23:59:59.000Z'))
})

test('a warning is about one credential with one date', () => {
  const [one, other] = ['01990000-0000-7000-8000-000000000001', '01990000-0000-7000-8000-000000000002']
  expect(expiryId(one, expiresOn)).toBe('ebabf9fa-7db3-8759-8531-a0231ae38ce2')
  expect(expiryId(one, expiresOn)).not.toBe(expiryId(other, expiresOn))
  expect(expiryId(one, expiresOn)).not.toBe(expiryId(one, daysBefore(1)))
})

test.each([
  [null, null, true],
  [expiresOn, null, false],
  [null, expiresOn, false],
  [expiresOn, new Date(expiresOn), true],
  [expiresOn, new Date('2027-01-01T00:59:58Z'), true],
  [expiresOn, new Date('2027-01-01T00:59:59Z'), false],
  [expiresOn, new Date('2026-12-31T22:00:00Z'), false],
])('%s and %s are one date: %s', (one, other, same) => {
  expect(isSameExpiry(one, other)).toBe(same)
})
