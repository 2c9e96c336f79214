import { expect, test } from 'vitest'
import { isUuid } from '#lib/is-uuid.ts'
import { uuidv7 } from '#lib/uuid.ts'

test('an id has the form of version 7, in the spelling of the database', () => {
  for (let count = 0; count < 1_000; count++) {
    const id = uuidv7()
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(isUuid(id)).toBe(true)
  }
})

test('an id begins with its time, so that later ones sort later', () => {
  const time = Date.parse('2026-11-22T14:00:00.123Z')
  expect(Number.parseInt(uuidv7(time).replace('-', '').slice(0, 12), 16)).toBe(time)
  expect(uuidv7(time) < uuidv7(time + 1)).toBe(true)
  expect(uuidv7(2 ** 48 - 1).startsWith('ffffffff-ffff-7')).toBe(true)
})

test('no two are equal', () => {
  expect(new Set(Array.from({ length: 100_000 }, () => uuidv7(0))).size).toBe(100_000)
})

test.each([
  '',
  'x',
  '0198F3A0-1111-7222-8333-444455556666',
  '0198f3a0111172228333444455556666',
  '{0198f3a0-1111-7222-8333-444455556666}',
  '0198f3a0-1111-7222-8333-44445555666',
  '0198f3a0-1111-7222-8333-4444555566666',
  ' 0198f3a0-1111-7222-8333-444455556666',
  '0198f3a0-1111-7222-8333-444455556666\n',
  '0198f3a0-1111-7222-8333-44445555666g',
  "' or true --",
])('%j is no id', (text) => {
  expect(isUuid(text)).toBe(false)
})
