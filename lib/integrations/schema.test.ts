import { describe, expect, it } from 'vitest'
import { connectInput, correctInput, replaceInput } from '#lib/integrations/schema.ts'

const account = '1c9a4e7b2f5d48c0a3e6b9d2f7105c8e'
const zone = '5d2b8c1e9f7a4630b1c4d7e0a3f69821'
const letters = 'Ab3_-'.repeat(8)
const token = `cfat_${letters}0f1e2d3c`
const hexKey = '0123456789abcdef0123456789abcdef01234'
const idempotencyKey = '7b0c7a54-3f0e-4f7c-9f3e-0d7a0f7e9a11'

const byToken = { kind: 'api_token', token, accountId: account, zoneId: zone, idempotencyKey }
const byKey = {
  kind: 'global_key',
  email: 'mara@northwind-bikes.example',
  key: hexKey,
  accountId: account,
  zoneId: zone,
  idempotencyKey,
}

function sentences(input: unknown): Record<string, string> {
  const result = connectInput.safeParse(input)
  if (result.success) return {}
  return Object.fromEntries(result.error.issues.map((issue) => [issue.path.join('.'), issue.message]))
}

describe('connectInput', () => {
  it('takes both methods', () => {
    expect(connectInput.parse(byToken)).toEqual(byToken)
    expect(connectInput.parse(byKey)).toEqual(byKey)
  })

  it('cleans what a copy brought along', () => {
    const pasted = {
      ...byToken,
      token: ` "Bearer ${token.slice(0, 20)}\r\n${token.slice(20)}"\t`,
      accountId: `\ufeff${account.toUpperCase()} `,
    }
    expect(connectInput.parse(pasted)).toEqual(byToken)
  })

  it('refuses unknown keys and the fields of the other method', () => {
    expect(connectInput.safeParse({ ...byToken, state: 'connected' }).success).toBe(false)
    expect(connectInput.safeParse({ ...byToken, key: hexKey }).success).toBe(false)
    expect(connectInput.safeParse({ ...byToken, kind: 'password' }).success).toBe(false)
  })

  it.each([['cfnew_0123456789-a-form-nobody-knows-yet'], [letters], ['x'.repeat(20)], ['x'.repeat(400)]])(
    'leaves a token of unknown form to Cloudflare: %s',
    (unknown) => {
      expect(sentences({ ...byToken, token: unknown })).toEqual({})
    },
  )

  it.each([
    ['a Global API Key', hexKey, 'Switch the method to Global API Key'],
    ['a new Global API Key', `cfk_${letters}0f1e2d3c`, 'Switch the method to Global API Key'],
    ['an OAuth token', `cfoat_${letters}`, 'Wrangler'],
    ['an Origin CA key', `v1.0-${'a'.repeat(24)}-${'b'.repeat(146)}`, 'Origin CA key'],
    ['a tunnel token', `eyJ${letters}`, 'tunnel token'],
    ['a JWT', `eyJ${letters}.${letters}`, 'session token'],
    ['an R2 secret', 'ab'.repeat(32), 'R2'],
    ['an Access service token', `${account}.access`, 'Access service token'],
    ['an id', account, 'Account ID or a Zone ID'],
    ['nothing', '  ', 'no token here'],
    ['a cut one', 'cfut_abc', 'has 8 characters'],
    ['a far too long one', 'x'.repeat(401), 'has 401 characters'],
    ['foreign letters', 'tökén'.repeat(9), 'characters that no Cloudflare credential has'],
  ])('explains %s in the token field', (_name, wrong, part) => {
    expect(sentences({ ...byToken, token: wrong })).toEqual({ token: expect.stringContaining(part) })
  })

  it.each([[token], [`cfut_${letters}0f1e2d3c`], [letters]])(
    'explains an API token in the key field: %s',
    (wrong) => {
      expect(sentences({ ...byKey, key: wrong })).toEqual({
        key: expect.stringContaining('Switch the method to API token'),
      })
    },
  )

  it('says which id is wrong, and how', () => {
    const wrong = sentences({ ...byToken, accountId: account.slice(1), zoneId: `g${zone.slice(1)}` })
    expect(wrong).toEqual({
      accountId: expect.stringContaining('this has 31'),
      zoneId: expect.stringContaining('0-9'),
    })
  })

  it('notices one id in both fields', () => {
    expect(sentences({ ...byToken, zoneId: account })).toEqual({
      zoneId: expect.stringContaining('are the same'),
    })
    const both = sentences({ ...byToken, token: hexKey, zoneId: account })
    expect(Object.keys(both)).toEqual(['token', 'zoneId'])
    expect(correctInput.safeParse({ id: idempotencyKey, accountId: account, zoneId: zone }).success).toBe(
      true,
    )
    expect(correctInput.safeParse({ id: idempotencyKey, accountId: account, zoneId: account }).success).toBe(
      false,
    )
  })

  it.each([
    ['mara'],
    ['mara@northwind'],
    ['Mara <mara@northwind-bikes.example>'],
    [`${'m'.repeat(250)}@a.example`],
  ])('refuses as e-mail: %s', (email) =>
    expect(Object.keys(sentences({ ...byKey, email }))).toEqual(['email']),
  )

  it('names every missing field at once', () => {
    expect(Object.keys(sentences({ kind: 'global_key' }))).toEqual([
      'email',
      'key',
      'accountId',
      'zoneId',
      'idempotencyKey',
    ])
  })

  it('takes a replacement without ids', () => {
    expect(replaceInput.parse({ id: idempotencyKey, kind: 'api_token', token })).toMatchObject({ token })
    expect(replaceInput.safeParse({ id: idempotencyKey, kind: 'api_token', token: hexKey }).success).toBe(
      false,
    )
    expect(replaceInput.safeParse({ kind: 'api_token', token }).success).toBe(false)
  })

  it('never repeats a secret in an error', () => {
    const result = connectInput.safeParse({ ...byToken, token: hexKey, accountId: 'x' })
    expect(JSON.stringify(result.error)).not.toContain(hexKey)
  })
})
