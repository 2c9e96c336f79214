import { expect, test } from 'vitest'
import { readPayload, sentenceOf } from '#lib/activity/payload.ts'

test('a record says what it says', () => {
  const payload = readPayload(
    '{"action":"case.changed","actor":{"kind":"staff","personId":"p"},"details":{"change":"state “Done”"}}',
  )
  expect(payload).toEqual({
    action: 'case.changed',
    actor: { kind: 'staff', personId: 'p' },
    details: { change: 'state “Done”' },
  })
  expect(sentenceOf(payload)).toBe('changed the case: state “Done”')
})

test('a record without details has none', () => {
  expect(readPayload('{"action":"session.ended","actor":{"kind":"system","process":"worker"}}')).toEqual({
    action: 'session.ended',
    actor: { kind: 'system', personId: null },
    details: {},
  })
})

test.each([
  '',
  '{',
  'null',
  '7',
  '[]',
  '"text"',
  '{"action":7,"actor":null,"details":null}',
  '{"action":"toString","actor":"x","details":"y"}',
  '{"action":"__proto__","actor":[],"details":[1]}',
])('a record that nobody of the portal wrote is shown all the same: %s', (text) => {
  expect(sentenceOf(readPayload(text))).toBe('did something that this version cannot name')
})

test('details that are no texts are spelled out', () => {
  const { details } = readPayload('{"action":"x","details":{"a":1,"b":{"c":[true]},"d":null}}')
  expect(details).toEqual({ a: '1', b: '{"c":[true]}', d: 'null' })
})
