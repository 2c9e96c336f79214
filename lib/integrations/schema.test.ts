import { describe, expect, it } from 'vitest'
import { connectInput, correctInput, replaceInput } from '#lib/integrations/schema.ts'

const account = '1c9a4e7b2f5d48c0a3e6b9d2f7105c8e'
const zone = '5d2b8c1e9f7a4630b1c4d7e0a3f69821'
const other = '0b6f2f0e3a514d0e9a7b5c1f7c0a9d12'
const letters = 'Ab3_-'.repeat(8)
const token = `cfat_${letters}0f1e2d3c`
const hexKey = '0123456789abcdef0123456789abcdef01234'
const idempotencyKey = '7b0c7a54-3f0e-4f7c-9f3e-0d7a0f7e9a11'

const byToken = { kind: 'api_token', token, accountId: account, zoneIds: zone, idempotencyKey }
const byKey = {
  kind: 'global_key',
  email: 'mara@northwind-bikes.example',
  key: hexKey,
  accountId: account,
  zoneIds: zone,
  idempotencyKey,
}

function sentences(input: unknown): Record<string, string> {
  const result = connectInput.safeParse(input)
  if (result.success) return {}
  return Object.fromEntries(result.error.issues.map((issue) => [issue.path.join('.'), issue.message]))
}

describe('connectInput', () => {
  it('takes both methods', () => {
    expect(connectInput.parse(byToken)).toEqual({ ...byToken, zoneIds: [zone] })
    expect(connectInput.parse(byKey)).toEqual({ ...byKey, zoneIds: [zone] })
  })

  it('cleans what a copy brought along', () => {
    const pasted = {
      ...byToken,
      token: ` "Bearer ${token.slice(0, 20)}\r\n${token.slice(20)}"\t`,
      accountId: `\ufeff${account.toUpperCase()} `,
    }
    expect(connectInput.parse(pasted)).toEqual({ ...byToken, zoneIds: [zone] })
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
    const wrong = sentences({ ...byToken, accountId: account.slice(1), zoneIds: `g${zone.slice(1)}` })
    expect(wrong).toEqual({
      accountId: expect.stringContaining('this has 31'),
      zoneIds: expect.stringContaining('0-9'),
    })
  })

  it('notices one id in both fields', () => {
    for (const zoneIds of [account, `${zone}\n${account.toUpperCase()}`]) {
      expect(sentences({ ...byToken, zoneIds })).toEqual({
        zoneIds: expect.stringContaining('are the same'),
      })
    }
    const both = sentences({ ...byToken, token: hexKey, zoneIds: account })
    expect(Object.keys(both)).toEqual(['token', 'zoneIds'])
    const corrected = (zoneIds: string) =>
      correctInput.safeParse({ id: idempotencyKey, accountId: account, zoneIds }).success
    expect([corrected(zone), corrected(account)]).toEqual([true, false])
  })

  it.each([
    ['lines', `${zone}\n${other}\r\n`],
    ['commas', `${zone},${other}`],
    ['blanks and semicolons', ` ${zone} ; ${other}\t`],
    ['quotes', `"${zone}", "${other}"`],
    ['the same twice', `${zone} ${other} ${zone.toUpperCase()}`],
  ])('takes several zones apart: %s', (_name, zoneIds) => {
    expect(connectInput.parse({ ...byToken, zoneIds }).zoneIds).toEqual([zone, other])
  })

  it('says which of several Zone IDs is wrong, and takes up to 50', () => {
    expect(sentences({ ...byToken, zoneIds: `${zone} ${other.slice(1)}` })).toEqual({
      zoneIds: expect.stringMatching(/^Zone ID number 2 has 32 characters; this has 31/),
    })
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => String(index).padStart(32, '0')).join('\n')
    expect(connectInput.parse({ ...byToken, zoneIds: many(50) }).zoneIds).toHaveLength(50)
    expect(sentences({ ...byToken, zoneIds: many(51) })).toEqual({
      zoneIds: expect.stringContaining('These are 51 zones; one integration takes 50.'),
    })
    expect(sentences({ ...byToken, zoneIds: ' , \n' })).toEqual({
      zoneIds: expect.stringContaining('The Zone ID is missing'),
    })
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
      'zoneIds',
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
