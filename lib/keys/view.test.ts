import { expect, test } from 'vitest'
import { type KeysView, progressOf } from '#lib/keys/view.ts'

const view = (current: number, ...others: number[]): KeysView => {
  const keys = [current, ...others].map((count, index) => ({
    kekId: `key ${index}`,
    isCurrent: index === 0,
    count,
    oldestAt: null,
    newestAt: null,
  }))
  return { count: keys.reduce((sum, { count }) => sum + count, 0), keys, oldestAt: null }
}

test.each([
  [[0], 0, 'No credential is stored now. The next one will be under the current key.'],
  [[1], 100, 'The one credential is under the current key.'],
  [[0, 1], 0, 'The one credential is still under an earlier key.'],
  [[1204], 100, 'All 1,204 credentials are under the current key.'],
  [[0, 2, 3], 0, 'None of the 5 credentials is under the current key yet.'],
  [
    [1000, 200, 4],
    83,
    '1,000 of 1,204 credentials (83%) are under the current key; 204 are still under an earlier one.',
  ],
  [
    [1, 1203],
    0,
    '1 of 1,204 credentials (less than 1%) is under the current key; 1,203 are still under an earlier one.',
  ],
  [
    [999_999, 1],
    99,
    '999,999 of 1,000,000 credentials (99%) are under the current key; 1 is still under an earlier one.',
  ],
] as const)('of %j it is said', ([current, ...others], percent, sentence) => {
  expect(progressOf(view(current, ...others))).toEqual({ current, percent, sentence })
})
