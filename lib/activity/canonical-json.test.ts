import fc from 'fast-check'
import { expect, test } from 'vitest'
import { activitySentences } from '#lib/activity/actions.ts'
import { canonicalJson } from '#lib/activity/canonical-json.ts'

test('the example of RFC 8785 comes out as it stands there', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
    literals: [null, true, false],
  }
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
})

test('keys are sorted by their UTF-16 units, as in the RFC', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 }
  expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\u{1f600}":5,"\ufb33":3}')
})

test('numbers as keys are sorted as text, not by value', () => {
  expect(canonicalJson({ 9: 'a', 10: 'b', a: { 2: 1, 11: 2 } })).toBe('{"10":"b","9":"a","a":{"11":2,"2":1}}')
})

test('members without a value are left out, at every depth', () => {
  expect(canonicalJson({ b: undefined, a: { d: undefined, c: [1, { e: undefined }] } })).toBe(
    '{"a":{"c":[1,{}]}}',
  )
})

test('the order in which a value was built makes no difference, and nothing of it is lost', {
  timeout: 30_000,
}, () => {
  const values = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ noUnicodeString: false }))
  fc.assert(
    fc.property(values, (value) => {
      const text = canonicalJson(value)
      const backwards = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(backwards)).toBe(text)
      expect(canonicalJson(JSON.parse(text) as object)).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    { numRuns: 200 },
  )
})

test('every action has a sentence, with and without its details', () => {
  for (const sentence of Object.values(activitySentences)) {
    for (const details of [
      {},
      { mask: 'cfut_…7f3a', verdict: 'connected', role: 'owner', fields: 'the Zone ID', searched: 'yes' },
    ]) {
      expect(sentence(details)).toMatch(/^[a-z][^\n]{5,}[^.]$/)
      expect(sentence(details)).not.toMatch(/undefined|null/)
    }
  }
})
