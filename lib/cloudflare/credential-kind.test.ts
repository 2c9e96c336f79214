import { expect, test } from 'vitest'
import { cleanId, cleanPaste, recognizeCredential } from '#lib/cloudflare/credential-kind.ts'

const forty = 'DEMO-abc_'.padEnd(40, 'x')
const hex = (length: number) => 'fade'.repeat(40).slice(0, length)

test.each([
  ['user_token', `cfut_${forty}00000000`],
  ['account_token', `cfat_${forty}00000000`],
  ['global_key', `cfk_${forty}000000000`],
  ['global_key', hex(37)],
  ['global_key', hex(40)],
  ['global_key', hex(45)],
  ['token_legacy', forty],
  ['oauth_token', 'cfoat_whatever.follows'],
  ['origin_ca_key', `v1.0-${hex(24)}-${hex(146)}`],
  ['tunnel_token', `eyJ${'a'.repeat(180)}`],
  ['jwt', 'eyJhbGciOi.eyJzdWIi.c2ln'],
  ['r2_secret', hex(64)],
  ['access_service_token', `${hex(32)}.access`],
  ['id', hex(32)],
  ['unknown', hex(31)],
  ['unknown', hex(36)],
  ['unknown', hex(46)],
  ['unknown', forty.slice(1)],
  ['unknown', `cfut_${forty}`],
  ['unknown', `cfut_${'a'.repeat(65)}`],
  ['unknown', ''],
  ['unknown', 'mara@northwind-bikes.example'],
] as const)('%s: %s', (kind, text) => {
  expect(recognizeCredential(text)).toBe(kind)
  expect(recognizeCredential(`  "Authorization: Bearer ${text}"\r\n`)).toBe(kind)
})

test.each([
  [`\uFEFF${forty}\r\n`],
  [`${forty.slice(0, 20)}\r\n ${forty.slice(20)}`],
  [`${forty.slice(0, 20)}\u200B${forty.slice(20)}\u2060`],
  [`“${forty}”`],
  [`'${forty}'`],
  [`\`Bearer ${forty}\``],
  [`Bearer "${forty}"`],
  [`bearer\t${forty}`],
  [`Authorization: Bearer ${forty}`],
  [`X-Auth-Key: ${forty}`],
  [`x-auth-key:${forty}`],
  [`\u00a0${forty}\u3000`],
])('a paste is cleaned: %j', (text) => {
  expect(cleanPaste(text)).toBe(forty)
})

test('of a whole curl command only the credential is taken, in one line or several', () => {
  const token = `cfut_${'a'.repeat(48)}`
  const address = '"https://api.cloudflare.com/client/v4/user/tokens/verify"'
  expect(cleanPaste(`curl ${address} -H "Authorization: Bearer ${token}"`)).toBe(token)
  expect(cleanPaste(`curl ${address} \\\n  --header 'Authorization: Bearer ${token}' \\\n  --json ''`)).toBe(
    token,
  )
  expect(
    cleanPaste(`curl ${address} -H "X-Auth-Email: a@b.example" -H "X-Auth-Key: ${'0'.repeat(37)}"`),
  ).toBe('0'.repeat(37))
  expect(recognizeCredential(`curl ${address}`)).toBe('unknown')
})

test('a token that begins like a word loses nothing', () => {
  expect(cleanPaste(`bearer${forty.slice(6)}`)).toBe(`bearer${forty.slice(6)}`)
})

test('an id is cleaned and written small', () => {
  expect(cleanId(` \uFEFF"${hex(32).toUpperCase()}"\n`)).toBe(hex(32))
})

test('a megabyte of anything costs no time', () => {
  const started = performance.now()
  for (const part of [' ', '"', 'Bearer ', 'Authorization: ', '\u200B', 'a', 'eyJ.', '\n']) {
    const text = part.repeat(1_000_000)
    expect(recognizeCredential(text)).not.toBe('user_token')
    expect(cleanPaste(text).length).toBeLessThanOrEqual(4096)
  }
  expect(performance.now() - started).toBeLessThan(500)
})
