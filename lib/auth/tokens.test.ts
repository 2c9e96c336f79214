import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readStaffArguments } from '#lib/auth/add-staff.ts'
import { signInInput } from '#lib/auth/schema.ts'
import { cleanCode, hashToken, newCode, newToken } from '#lib/auth/tokens.ts'

test('a token has 256 bits and is safe in a URL and a cookie', () => {
  const tokens = Array.from({ length: 10_000 }, () => newToken())
  expect(new Set(tokens).size).toBe(10_000)
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(Buffer.from(tokens[0] ?? '', 'base64url')).toHaveLength(32)
})

test('a code has eight letters that cannot be mistaken, each as likely as the others', () => {
  const codes = Array.from({ length: 20_000 }, () => newCode())
  expect(new Set(codes).size).toBe(20_000)
  const counts = new Map<string, number>()
  for (const code of codes) {
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/)
    for (const letter of code.replace('-', '')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  expect(counts.size).toBe(30)
  for (const count of counts.values()) expect(Math.abs(count / (160_000 / 30) - 1)).toBeLessThan(0.1)
})

test.each(['ABCD-2345', 'abcd-2345', 'ABCD2345', ' ab cd 23 45 ', 'ABCD–2345', 'A.B.C.D.2.3.4.5'])(
  'the code can be typed as %j',
  (typed) => {
    expect(cleanCode(typed)).toBe('ABCD-2345')
  },
)

test('another purpose gives another hash, and the hash is SHA-256', () => {
  const purposes = ['session', 'sign-in-nonce', 'sign-in-link', 'sign-in-code'] as const
  const hashes = purposes.map((purpose) => Buffer.from(hashToken(purpose, 'token')).toString('hex'))
  expect(new Set(hashes).size).toBe(4)
  expect(hashes[0]).toBe(createHash('sha256').update('aquila/session/v1\0token').digest('hex'))
})

test.each(['Mara@Northwind-Bikes.Example', '  mara@northwind-bikes.example  '])(
  'the address %j is taken in one spelling',
  (email) => {
    expect(signInInput.parse({ email })).toEqual({ email: 'mara@northwind-bikes.example' })
  },
)

test.each([
  '',
  'mara',
  'mara@',
  '@northwind.example',
  'mara@northwind',
  'mara@northwind.example, eve@evil.example',
  'mara@northwind.example\r\nBcc: eve@evil.example',
  '"Mara" <mara@northwind.example>',
  'mara@north wind.example',
  'mara@@northwind.example',
  'ｍara@northwind.example',
  `${'a'.repeat(250)}@b.example`,
])('the address %j is refused with a sentence', (email) => {
  const { success, error } = signInInput.safeParse({ email })
  expect(success).toBe(false)
  expect(error?.issues[0]?.message).toMatch(/^(Enter one e-mail address|An e-mail address has at most)/)
})

test('the words of the staff command are read, or it says how it is called', () => {
  expect(readStaffArguments(['Ada@Aquila.example', 'admin'])).toEqual({
    email: 'ada@aquila.example',
    role: 'admin',
  })
  for (const words of [[], ['ada@aquila.example'], ['ada', 'admin'], ['ada@aquila.example', 'owner']]) {
    expect(() => readStaffArguments(words)).toThrow('Call it so: npm run staff:add')
  }
})
