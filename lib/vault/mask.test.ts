import { expect, test } from 'vitest'
import { Secret } from '#lib/secret.ts'
import { maskOf } from '#lib/vault/mask.ts'

test.each([
  [`cfut_${'a'.repeat(44)}7f3a`, 'cfut_…7f3a'],
  [`cfat_${'a'.repeat(44)}7f3a`, 'cfat_…7f3a'],
  [`${'A'.repeat(36)}_-9Z`, '…_-9Z'],
  ['short', '…'],
  ['', '…'],
])('the token %s is shown as %s', (value, mask) => {
  expect(maskOf({ kind: 'api_token', token: new Secret(value) })).toBe(mask)
})

test.each([
  [`${'0'.repeat(33)}1a2b`, '…1a2b'],
  [`cfk_${'0'.repeat(44)}1a2b`, 'cfk_…1a2b'],
])('the Global API Key %s is shown as %s', (value, mask) => {
  expect(maskOf({ kind: 'global_key', email: 'mara@northwind-bikes.example', key: new Secret(value) })).toBe(
    mask,
  )
})
