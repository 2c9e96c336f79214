import { expect, test } from 'vitest'
import { searchRows, startingIds, unlisted, withId } from '#lib/integrations/choice.ts'
import type { Discovery } from '#lib/integrations/discovery.ts'

const id = (number: number) => number.toString(16).padStart(32, '0')
const account = (number: number) => ({ id: id(number), name: `account ${number}` })
const zone = (number: number, owner: number) => ({
  id: id(number),
  name: `zone-${number}.example`,
  accountId: id(owner),
  status: 'active',
  plan: 'free',
})
const empty = { accountId: '', zoneIds: '' }
const nothing = new Set<string>()
const lists = (accounts: number[], zones: [number, number][]): Discovery => ({
  accounts: accounts.map(account),
  zones: zones.map(([number, owner]) => zone(number, owner)),
  problem: null,
})

test('one account with one zone is chosen by itself, several are not', () => {
  expect(startingIds(lists([1], [[9, 1]]), empty, nothing)).toEqual({ accountId: id(1), zoneIds: id(9) })
  const two = lists(
    [1],
    [
      [8, 1],
      [9, 1],
    ],
  )
  expect(startingIds(two, empty, nothing)).toEqual({ accountId: id(1), zoneIds: '' })
  expect(startingIds(lists([1, 2], [[9, 1]]), empty, nothing)).toEqual(empty)
  expect(startingIds(lists([1], []), empty, nothing)).toEqual({ accountId: id(1), zoneIds: '' })
  expect(startingIds(lists([], []), empty, nothing)).toEqual(empty)
})

test('what was typed stays, also when no list knows it', () => {
  const typed = { accountId: ` ${id(5).toUpperCase()}`, zoneIds: `${id(6)}, ${id(9)}` }
  expect(startingIds(lists([1], [[9, 1]]), typed, nothing)).toEqual({
    accountId: id(5),
    zoneIds: `${id(6)}\n${id(9)}`,
  })
})

test('what was chosen from the lists of another credential goes when the new lists do not know it', () => {
  const before = { accountId: id(5), zoneIds: `${id(6)}\n${id(7)}` }
  const chosen = new Set([id(5), id(6), id(7)])
  expect(startingIds(lists([1], [[9, 1]]), before, chosen)).toEqual({ accountId: id(1), zoneIds: id(9) })
  const same = lists(
    [5, 1],
    [
      [6, 5],
      [9, 1],
    ],
  )
  expect(startingIds(same, before, chosen)).toEqual({ accountId: id(5), zoneIds: id(6) })
})

test('an id is put in and taken out, and the others stay', () => {
  expect(withId('', id(1), true)).toBe(id(1))
  expect(withId(`${id(1)}, ${id(2)}`, id(3), true)).toBe(`${id(1)}\n${id(2)}\n${id(3)}`)
  expect(withId(`${id(1)}, ${id(2)}`, id(1), false)).toBe(id(2))
  expect(withId(id(1), id(1), true)).toBe(id(1))
  expect(unlisted(`${id(1)} half-typed ${id(2)}`, [account(1)])).toEqual(['half-typed', id(2)])
})

test('a search finds by name and by the beginning of an id, and shows 50 rows at most', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => zone(index, 1))
  expect(searchRows(many, '').rows).toHaveLength(50)
  expect(searchRows(many, '').count).toBe(5_000)
  expect(searchRows(many, ' ZONE-4999 ')).toEqual({ rows: [many[4_999]], count: 1 })
  expect(searchRows(many, id(17)).rows).toEqual([many[17]])
  expect(searchRows(many, 'no such name')).toEqual({ rows: [], count: 0 })
})
