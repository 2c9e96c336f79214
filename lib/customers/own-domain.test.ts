import { expect, test } from 'vitest'
import { isOwnDomain } from '#lib/customers/own-domain.ts'

test.each([
  ['mara@northwind.example', 'jo@northwind.example', true],
  ['mara@northwind.example', 'jo@NORTHWIND.example', true],
  ['mara@northwind.example', 'it@harbor.example', false],
  ['mara@northwind.example', 'jo@mail.northwind.example', false],
  ['mara@northwind.example', 'jo@evil.example@harbor.example', false],
  ['mara@gmail.com', 'jo@gmail.com', false],
])('%s may invite %s: %s', (own, email, may) => {
  expect(isOwnDomain(own, email)).toBe(may)
})
