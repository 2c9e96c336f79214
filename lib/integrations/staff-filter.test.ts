import { expect, test } from 'vitest'
import { filterFrom, queryOf } from '#lib/integrations/staff-filter.ts'

const none = { search: null, state: null, after: null, before: null }
const id = '0198f3a0-1111-7222-8333-444455556666'

test('an address without a filter filters nothing', () => {
  expect(filterFrom({})).toEqual(none)
  expect(queryOf(none)).toBe('')
})

test.each([
  [{ search: '  Northwind ' }, { search: 'Northwind' }],
  [{ search: ['a', 'b'] }, { search: 'a' }],
  [{ search: ' ' }, {}],
  [{ search: 'x'.repeat(500) }, { search: 'x'.repeat(100) }],
  [{ state: 'connected' }, { state: 'connected' }],
  [{ state: 'CONNECTED' }, {}],
  [{ state: "connected' or true" }, {}],
  [{ state: '__proto__' }, {}],
  [{ after: id }, { after: id }],
  [{ after: 'x' }, {}],
  [{ before: `${id}'` }, {}],
  [{ after: id, before: id }, { before: id }],
  [{ sort: 'name', limit: '1000000' }, {}],
])('%j is read as %j', (params, expected) => {
  expect(filterFrom(params)).toEqual({ ...none, ...expected })
})

test.each([
  { ...none, search: 'a & b = "c" ü' },
  { ...none, state: 'needs_attention' as const, after: id },
  { ...none, search: '%_\\', before: id },
])('a filter comes back from its address as it was: %j', (filter) => {
  const params = Object.fromEntries(new URLSearchParams(queryOf(filter)))
  expect(filterFrom(params)).toEqual(filter)
})
