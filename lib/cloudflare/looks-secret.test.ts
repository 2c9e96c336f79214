import { expect, test } from 'vitest'
import { looksSecret } from '#lib/cloudflare/looks-secret.ts'

const token = `cfut_${'DEMO-abc_'.padEnd(40, 'x')}00000000`
const key = 'fade'.repeat(10).slice(0, 37)
const id = 'ab'.repeat(16)

test.each([
  ['a token', token],
  ['a token after an id', `${id}\n${token}`],
  ['a token in two lines', `${token.slice(0, 20)}\n${token.slice(20)}`],
  ['a key', key],
  ['a key in quotes', `"${key}"`],
  ['a key that a line break took apart', `${key.slice(0, 20)}\r\n${key.slice(20)}`],
])('%s is not sent back', (_name, text) => {
  expect(looksSecret(text)).toBe(true)
})

test.each([
  ['an id', id],
  ['two ids, which together have the shape of a secret', `${id}\n${id}`],
  ['ids between commas', `${id}, ${id}`],
  ['an id and a part of one, together as long as a key', `${id}\n${id.slice(0, 5)}`],
  ['an address', 'mara.lindqvist@northwind-bikes.example'],
  ['nothing', ''],
])('%s is no secret', (_name, text) => {
  expect(looksSecret(text)).toBe(false)
})
