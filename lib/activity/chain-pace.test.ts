import { expect, test } from 'vitest'
import { checkedPerMinute, isLateCheck } from '#lib/activity/chain-pace.ts'

const now = new Date('2026-12-01T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

test.each([
  [100, 1, false],
  [100, 14, false],
  [100, 15, true],
  [60 * checkedPerMinute, 120, false],
  [60 * checkedPerMinute, 133, true],
])('of %i records, checked %i minutes ago, the check is late: %s', (records, minutes, late) => {
  expect(isLateCheck(minutesAgo(minutes), records, now)).toBe(late)
})
