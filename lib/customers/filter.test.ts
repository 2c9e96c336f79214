import { expect, test } from 'vitest'
import { customerFilterFrom, customerQuery } from '#lib/customers/filter.ts'

const id = '01990000-0000-7000-8000-000000000000'

test('what an address says comes back as the same address', () => {
  const filter = { search: 'northwind & co', after: id, before: null }
  expect(customerQuery(filter)).toBe(`?search=northwind+%26+co&after=${id}`)
  expect(customerFilterFrom(Object.fromEntries(new URLSearchParams(customerQuery(filter))))).toEqual(filter)
})

test('what makes no sense counts as not given', () => {
  const params = { search: `cfut_${'a'.repeat(48)}`, after: 'x', before: ["'; drop table customer", id] }
  expect(customerFilterFrom(params)).toEqual({ search: null, after: null, before: null })
  expect(customerQuery(customerFilterFrom(params))).toBe('')
})

test('a long search is cut, and of two directions the way back counts', () => {
  const filter = customerFilterFrom({ search: 'x'.repeat(500), after: id, before: id })
  expect(filter).toEqual({ search: 'x'.repeat(100), after: null, before: id })
})
