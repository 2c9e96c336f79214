import { expect, test } from 'vitest'
import { retryAt } from '#worker/retry-pause.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const secondsFor = (attempt: number, askedToWait: number | null) =>
  (retryAt(attempt, askedToWait, now).getTime() - now) / 1000

test('the pauses grow from seconds to an hour, and stay there', () => {
  const pauses = Array.from({ length: 10 }, (_, index) => secondsFor(index + 1, null))
  expect(pauses).toEqual([5, 15, 60, 300, 900, 3600, 3600, 3600, 3600, 3600])
})

test.each([
  [1, 0, 5],
  [1, 3, 5],
  [1, 30, 30],
  [1, 600, 600],
  [1, 601, 600],
  [1, 86_400, 600],
  [6, 30, 3600],
  [6, 86_400, 3600],
  [1, -5, 5],
])('after %i tries, asked to wait %i seconds, the pause is %i', (attempt, asked, seconds) => {
  expect(secondsFor(attempt, asked)).toBe(seconds)
})

test.each([0, -1])('an attempt that cannot be (%i) still gives a time', (attempt) => {
  expect(secondsFor(attempt, null)).toBe(5)
})
