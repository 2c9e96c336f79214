import { expect, test } from 'vitest'
import {
  filterFrom,
  filterOfQuery,
  isFiltered,
  type ListFilter,
  queryOf,
  readKey,
  rowKey,
  searchWords,
} from '#lib/listing/filter.ts'

const none: ListFilter = {
  search: null,
  state: null,
  check: null,
  permission: null,
  method: null,
  expiry: null,
  customer: null,
  assignee: null,
  case: null,
  paused: null,
  since: null,
  sort: 'newest',
  columns: null,
  after: null,
  before: null,
}
const id = '0198f3a0-1111-7222-8333-444455556666'

test('an address without a filter filters nothing', () => {
  expect(filterFrom({})).toEqual(none)
  expect(queryOf(none)).toBe('')
  expect(isFiltered(none)).toBe(false)
})

test.each([
  [{ search: '  Northwind ' }, { search: 'Northwind' }],
  [{ search: ['a', 'b'] }, { search: 'a' }],
  [{ search: ' ' }, {}],
  [{ search: 'a\0b' }, { search: 'ab' }],
  [{ search: 'x'.repeat(500) }, { search: 'x'.repeat(100) }],
  [{ state: 'connected_with_gaps' }, { state: 'connected_with_gaps' }],
  [{ state: 'CONNECTED' }, {}],
  [{ state: "connected' or true" }, {}],
  [{ state: '__proto__' }, {}],
  [{ check: 'account' }, { check: 'account' }],
  [{ check: 'constructor' }, {}],
  [{ permission: 'zone_settings' }, { permission: 'zone_settings' }],
  [{ permission: 'Zone Settings' }, {}],
  [{ method: 'global_key' }, { method: 'global_key' }],
  [{ expiry: '30' }, { expiry: '30' }],
  [{ expiry: '31' }, {}],
  [{ customer: id.toUpperCase() }, {}],
  [{ customer: id }, { customer: id }],
  [{ assignee: 'nobody' }, { assignee: 'nobody' }],
  [{ assignee: 'me' }, {}],
  [{ case: 'waiting' }, { case: 'waiting' }],
  [{ case: 'none' }, { case: 'none' }],
  [{ since: '7' }, { since: 7 }],
  [{ since: '-1' }, {}],
  [{ since: '1e99' }, {}],
  [{ since: '1.5' }, {}],
  [{ sort: 'expiry' }, { sort: 'expiry' }],
  [{ sort: 'name', limit: '1000000' }, {}],
  [{ column: ['case', 'zones', 'secret'] }, { columns: ['zones', 'case'] }],
  [{ after: id }, { after: id }],
  [{ after: `${id}.2026-01-01 00:00:00` }, { after: `${id}.2026-01-01 00:00:00` }],
  [{ after: 'x' }, {}],
  [{ after: `${id}x` }, {}],
  [{ before: `${id}'` }, {}],
  [{ after: id, before: id }, { before: id }],
])('%j is read as %j', (params, expected) => {
  expect(filterFrom(params)).toEqual({ ...none, ...expected })
})

test.each<Partial<ListFilter>>([
  { search: 'a & b = "c" ü' },
  { state: 'needs_attention', after: id },
  { search: '%_\\', before: `${id}.Ünion & Söhne, 50 % = ?` },
  { columns: ['account', 'case'], sort: 'customer', since: 30, permission: 'dns' },
])('a filter comes back from its address as it was: %j', (some) => {
  const filter = { ...none, ...some }
  expect(filterOfQuery(queryOf(filter))).toEqual(filter)
})

test('order and columns filter nothing', () => {
  expect(isFiltered({ ...none, sort: 'expiry', columns: ['zones'], after: id })).toBe(false)
  expect(isFiltered({ ...none, since: 1 })).toBe(true)
})

test.each([
  ['ab', null],
  ['a b cd', null],
  ['abc', ['abc']],
  ['Nor wind', ['Nor', 'wind']],
  ['GmbH 12', ['GmbH', '12']],
  ['äöü', ['äöü']],
])('of the search %j these words are looked for: %j', (search, words) => {
  expect(searchWords(search)).toEqual(words)
})

test('a key carries an id and what the rows are ordered by', () => {
  expect(readKey(rowKey(id, null))).toEqual({ id, value: '' })
  expect(readKey(rowKey(id, 'a.b, c'))).toEqual({ id, value: 'a.b, c' })
  expect(readKey('nothing')).toBeNull()
})
