import { expect, test } from 'vitest'
import { isAsked } from '#lib/asked.ts'

test.each<[Record<string, string>, boolean]>([
  [{}, true],
  [{ 'Sec-Fetch-Site': 'same-origin' }, true],
  [{ 'Sec-Fetch-Site': 'none' }, true],
  [{ 'Sec-Fetch-Site': 'same-site' }, false],
  [{ 'Sec-Fetch-Site': 'cross-site' }, false],
  [{ 'Sec-Fetch-Site': 'same-origin', 'Sec-Purpose': 'prefetch;prerender' }, false],
  [{ Purpose: 'prefetch' }, false],
])('a request with %j was asked for by a person: %s', (sent, asked) => {
  expect(isAsked(new Headers(sent))).toBe(asked)
})
