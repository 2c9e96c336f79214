import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundleText, withoutPersonal } from '#lib/integrations/bundle-text.ts'
import { redact, withSecrets } from '#lib/redact.ts'

const own = '203.0.113.7'

test.each<[string, string | null, string]>([
  [
    'asked by mara.lindqvist@northwind-bikes.example today',
    null,
    'asked by m•••@northwind-bikes.example today',
  ],
  ['from 198.51.100.23 and 2001:db8:1:2:3:4:5:6', null, 'from 198.51.••• and 2001:db8:•••'],
  [
    'Cannot use the access token from location: 203.0.113.7',
    null,
    'Cannot use the access token from location: 203.0.•••',
  ],
  [
    'Cannot use the access token from location: 203.0.113.7',
    own,
    'Cannot use the access token from location: 203.0.113.7',
  ],
  ['location 203.0.113.7, not 198.51.100.23.', own, 'location 203.0.113.7, not 198.51.•••.'],
  ['location: 203.0.113.7.', own, 'location: 203.0.113.7.'],
  ['not 203.0.113.70 and not 1203.0.113.7', own, 'not 203.0.••• and not 1203.0.113.7'],
  ['location: 2001:DB8::1', '2001:db8::1', 'location: 2001:DB8::1'],
  ['location: 2001:db8::15', '2001:db8::1', 'location: 2001:db8:•••'],
  ['not 203.0.113.7', '3.0.113.7', 'not 203.0.•••'],
  ['a.b', '.*', 'a.b'],
  ['token cfut_abcdefghijklmnop and Bearer abc', null, 'token [redacted] and [redacted]'],
  ['at 14:02:07 UTC on 2026-11-22T14:02:07.123Z', null, 'at 14:02:07 UTC on 2026-11-22T14:02:07.123Z'],
  [`ray 8f1c2d3e4f5a6b7c-FRA, id ${'a'.repeat(32)}`, null, `ray 8f1c2d3e4f5a6b7c-FRA, id ${'a'.repeat(32)}`],
])('%s, keeping %s', (text, keep, expected) => {
  expect(withoutPersonal(text, keep === null ? [] : [keep])).toBe(expected)
})

test('a text cannot smuggle the kept address in by the sign that stands for it', () => {
  expect(withoutPersonal('\uE000 and 203.0.113.7', [own])).toBe(' and 203.0.113.7')
})

test('whatever stands in a bundle, at any depth, is redacted and stays JSON', () => {
  const bundle = {
    a: ['cfut_abcdefghijklmnop "x"'],
    b: { c: `key ${'0123456789abcdef'.repeat(2)}01234` },
    d: 'line\nbreak',
  }
  const text = bundleText(bundle)
  expect(JSON.parse(text)).toEqual({
    a: ['[redacted] "x"'],
    b: { c: 'key [redacted]' },
    d: 'line\\u000abreak',
  })
  expect(text.endsWith('}\n')).toBe(true)
})

test('a live secret of any form does not get into a bundle', () => {
  withSecrets(['my own secret'], () => {
    expect(bundleText({ a: { b: ['it is my own secret'] } })).not.toContain('my own')
  })
})

test('several addresses are kept, each where it stood', () => {
  expect(withoutPersonal('203.0.113.7, 198.51.100.1, 203.0.113.9, 203.0.113.7', [own, '203.0.113.9'])).toBe(
    '203.0.113.7, 198.51.•••, 203.0.113.9, 203.0.113.7',
  )
})

test('what fits on a line stands on one, and all of it is JSON', () => {
  const bundle = {
    id: 'x',
    none: null,
    empty: [],
    nothing: {},
    short: { a: 1, b: ['c', true] },
    long: [{ text: 'y'.repeat(120), more: [1, 2] }],
  }
  const text = bundleText(bundle)
  expect(text.split('\n')).toEqual([
    '{',
    '  "id": "x",',
    '  "none": null,',
    '  "empty": [],',
    '  "nothing": {},',
    '  "short": { "a": 1, "b": ["c", true] },',
    '  "long": [',
    '    {',
    `      "text": "${'y'.repeat(120)}",`,
    '      "more": [1, 2]',
    '    }',
    '  ]',
    '}',
    '',
  ])
  expect(JSON.parse(text)).toEqual(bundle)
})

test('any value comes back as it was', () => {
  const plain = fc.string({ unit: 'grapheme-ascii' }).filter((text) => redact(text) === text)
  fc.assert(
    fc.property(fc.dictionary(plain, fc.jsonValue({ stringUnit: 'grapheme-ascii' })), (value) => {
      const clean = JSON.parse(JSON.stringify(value)) as object
      expect(JSON.parse(bundleText(clean))).toEqual(
        JSON.parse(
          JSON.stringify(clean, (_, part: unknown) => (typeof part === 'string' ? redact(part) : part)),
        ),
      )
    }),
    { numRuns: 300 },
  )
})
