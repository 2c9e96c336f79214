import { expect, test } from 'vitest'
import { expiryHint } from '#lib/integrations/expiry.ts'

const now = new Date('2026-11-22T10:00:00Z')

test.each<[string, string | null, string | null]>([
  ['none', null, null],
  ['no time at all', 'soon', null],
  ['in 31 days', '2026-12-23T10:00:00Z', null],
  ['in 30 days and a second', '2026-12-22T10:00:01Z', null],
  ['in 30 days', '2026-12-22T10:00:00Z', 'expires in 30 days'],
  ['in 3 and a half days', '2026-11-25T22:00:00Z', 'expires in 3 days'],
  ['in a day', '2026-11-23T10:00:00Z', 'expires in 1 day'],
  ['in an hour', '2026-11-22T11:00:00Z', 'expires within a day'],
  ['now', '2026-11-22T10:00:00Z', 'expired'],
  ['long ago', '2020-01-01T00:00:00Z', 'expired'],
])('an end %s', (_, expiresOn, text) => {
  expect(expiryHint(expiresOn, now)?.text ?? null).toBe(text)
  expect(expiryHint(expiresOn, now)?.isOver ?? false).toBe(text === 'expired')
})
