import { expect, test } from 'vitest'
import { isWhole, methodOf, pasteHint } from '#lib/integrations/paste-hint.ts'

const forty = 'DEMO-abc_'.padEnd(40, 'x')
const hex = (length: number) => 'fade'.repeat(40).slice(0, length)

/** Every row of Cloudflare's page on token formats, and the other things that people paste: what is said in either field. */
test.each<[string, string, string, string]>([
  ['user token', `cfut_${forty}00000000`, 'Looks like a user API token.', 'a user API token. Switch'],
  ['account token', `cfat_${forty}00000000`, 'Looks like an account API token.', 'account API token. Switch'],
  ['legacy token', forty, 'Looks like an API token in its older form.', 'in its older form. Switch'],
  ['new key', `cfk_${forty}00000000`, 'a Global API Key. Switch', 'Looks like a Global API Key.'],
  ['old key', hex(37), 'a Global API Key. Switch', 'Looks like a Global API Key.'],
  ['sign-in token', `cfoat_${forty}`, 'sign-in token of Wrangler', 'sign-in token of Wrangler'],
  ['Origin CA key', `v1.0-${hex(24)}-${hex(146)}`, 'Origin CA key', 'Origin CA key'],
  ['tunnel token', `eyJ${'a'.repeat(180)}`, 'tunnel token', 'tunnel token'],
  ['signed session token', `eyJ${forty}.${forty}`, 'signed session token', 'signed session token'],
  ['R2 secret', hex(64), 'R2 storage key', 'R2 storage key'],
  ['Access service token', `${hex(32)}.access`, 'Access service token', 'Access service token'],
  ['id', hex(32), 'Account ID or a Zone ID', 'Account ID or a Zone ID'],
  ['truncated user token', `cfut_${forty.slice(9)}`, 'a part may be missing', 'a part may be missing'],
  ['truncated account token', `cfat_${forty.slice(9)}`, 'Begins like an account API token', 'Begins like'],
  ['truncated key', `cfk_${forty.slice(9)}`, 'Begins like a Global API Key', 'Begins like a Global'],
  ['something new', `cfnew_${forty}123`, 'A form AQUILA does not know.', 'A form AQUILA does not know.'],
])('%s is recognized in either field', (_name, text, asToken, asKey) => {
  expect(pasteHint(text, 'api_token')?.text).toContain(asToken)
  expect(pasteHint(text, 'global_key')?.text).toContain(asKey)
})

test('nothing is said about a few characters', () => {
  expect(pasteHint('cfut_abc', 'api_token')).toBeNull()
})

test('switching is offered only to a method that would take it', () => {
  expect(pasteHint(hex(37), 'api_token')?.switchTo).toBe('global_key')
  expect(pasteHint(forty, 'global_key')?.switchTo).toBe('api_token')
  expect(pasteHint(hex(37), 'global_key')?.switchTo).toBeNull()
  expect(pasteHint(`eyJ${forty}`, 'api_token')?.switchTo).toBeNull()
})

test('a whole credential is taken by itself; anything else is left to the person', () => {
  expect(methodOf(`"Bearer cfut_${forty}00000000"\n`)).toBe('api_token')
  expect(methodOf(forty)).toBe('api_token')
  expect(methodOf(hex(40))).toBe('global_key')
  for (const text of ['', hex(32), `eyJ${forty}`, `cfnew_${forty}`, `cfut_${forty.slice(5)}`])
    expect(methodOf(text), text).toBeNull()
})

test('a key is asked about only with an address', () => {
  expect(isWhole('api_token', forty, '')).toBe(true)
  expect(isWhole('api_token', hex(37), '')).toBe(false)
  expect(isWhole('global_key', hex(37), '')).toBe(false)
  expect(isWhole('global_key', hex(37), 'mara@northwind')).toBe(false)
  expect(isWhole('global_key', hex(37), ' mara@northwind-bikes.example ')).toBe(true)
})
