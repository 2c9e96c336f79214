import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ActivityFilter, filterFrom, filterOfQuery, isFiltered, queryOf } from '#lib/activity/filter.ts'

const nothing: ActivityFilter = {
  actor: null,
  action: null,
  customer: null,
  from: null,
  to: null,
  after: null,
  before: null,
}
const customer = '01990000-0000-7000-8000-000000000000'

test('an address without parameters filters nothing, and neither do empty fields of the form', () => {
  expect(filterFrom({})).toEqual(nothing)
  expect(filterFrom({ actor: '', action: '', from: ' ', to: '' })).toEqual(nothing)
  expect(isFiltered(filterFrom({ after: '7' }))).toBe(false)
  expect(queryOf(nothing)).toBe('')
})

test('an actor is taken without blanks and in small letters, AQUILA in its own spelling', () => {
  expect(filterFrom({ actor: ' Mara@Customer.Example ' }).actor).toBe('mara@customer.example')
  expect(filterFrom({ actor: 'Aquila' }).actor).toBe('AQUILA')
  expect(filterFrom({ actor: ['a@b.example', 'c@d.example'] }).actor).toBe('a@b.example')
  expect(filterFrom({ actor: 'a\0b' }).actor).toBe('ab')
  expect(filterFrom({ actor: 'x'.repeat(1_000) }).actor).toHaveLength(254)
})

test.each([
  ['action', 'session.created', ['session', 'toString', '__proto__', 'constructor', 'session.created x']],
  ['customer', customer, ['7', customer.toUpperCase().replace('0199', 'ABCD'), `${customer}0`]],
  [
    'from',
    '2028-02-29',
    ['2026-02-29', '2026-13-01', '2026-2-3', '29.02.2028', '1999-12-31', '9999-01-01', 'yesterday', 'now'],
  ],
  ['to', '2026-12-31', ['2026-12-32', '2026-12-31T10:00', '0000-00-00', '-2026-12-31']],
  ['after', '123456789012345678', ['0', '-1', '1.5', '1e3', '0x10', '1234567890123456789', 'x']],
  ['before', '1', ['01', ' ', 'null']],
] as const)('%s is %s, and anything else counts as not given', (name, value, wrong) => {
  expect(filterFrom({ [name]: value })).toEqual({ ...nothing, [name]: value })
  for (const one of wrong) expect([one, filterFrom({ [name]: one })[name]]).toEqual([one, null])
})

test('a page has one beginning', () => {
  expect(filterFrom({ after: '5', before: '9' })).toEqual({ ...nothing, before: '9' })
})

test('a filter comes back as it was from its query, whatever was given', () => {
  const given = fc.record(
    {
      actor: fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.constant('aquila')),
      action: fc.constantFrom('note.written', 'x'),
      customer: fc.constantFrom(customer, 'x'),
      from: fc.oneof(fc.string(), fc.constant('2026-11-27')),
      to: fc.oneof(fc.string(), fc.constant('2026-11-27')),
      after: fc.oneof(fc.nat().map(String), fc.string()),
      before: fc.oneof(fc.nat().map(String), fc.string()),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(given, (params) => {
      const filter = filterFrom(params)
      expect(filterOfQuery(queryOf(filter))).toEqual(filter)
    }),
  )
})
