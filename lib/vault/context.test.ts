import { expect, test } from 'vitest'
import { type CredentialContext, contextBytes } from '#lib/vault/context.ts'
import { encodeContext } from '#lib/vault/envelope.ts'
import { openEnvelope } from '#lib/vault/envelope-open.ts'
import { aesProvider, place, placeFields, revealed, token } from '#lib/vault/fixtures.testing.ts'
import { openCredential } from '#lib/vault/open.ts'
import { sealCredential } from '#lib/vault/seal.ts'
import { SealError } from '#lib/vault/seal-error.ts'

const provider = aesProvider()

const changes: Partial<CredentialContext>[] = [
  { env: 'prod' },
  { customerId: place.credentialId },
  { credentialId: place.customerId },
  { version: 2 },
  { kind: 'global_key' },
  { accountId: 'fedcba9876543210fedcba9876543210' },
]

test('a credential opens in its own place', async () => {
  const sealed = await sealCredential(provider, token, place)
  expect(revealed(await openCredential(provider, sealed, { ...place }))).toEqual(revealed(token))
})

test.each(changes.map((change) => [JSON.stringify(change), change] as const))(
  'a credential does not open with %s',
  async (_name, change) => {
    const sealed = await sealCredential(provider, token, place)
    await expect(openCredential(provider, sealed, { ...place, ...change })).rejects.toThrow(SealError)
  },
)

test.each(changes.flatMap(Object.keys))('a credential neither seals nor opens without %s', async (name) => {
  const sealed = await sealCredential(provider, token, place)
  const less = { ...place }
  Reflect.deleteProperty(less, name)
  await expect(openCredential(provider, sealed, less)).rejects.toThrow(SealError)
  await expect(sealCredential(provider, token, less)).rejects.toThrow(SealError)
})

test.each(Object.keys(placeFields))('the field %s is part of the bytes', async (name) => {
  const sealed = await sealCredential(provider, token, place)
  const { [name as 'app']: value, ...less } = placeFields
  const others = [
    less,
    { ...less, [name]: `${value}x` },
    { ...less, [name]: '' },
    { ...less, [`${name}x`]: value },
  ]
  for (const fields of [...others, { ...placeFields, more: '' }]) {
    await expect(openEnvelope(provider, sealed, encodeContext(fields))).rejects.toThrow(SealError)
  }
  expect(await openEnvelope(provider, sealed, encodeContext(placeFields))).toBeInstanceOf(Buffer)
})

test.each([
  { env: 'production' },
  { customerId: '11111111-1111-4111-8111-11111111111A' },
  { credentialId: '' },
  { credentialId: `${place.credentialId}\n` },
  { version: 0 },
  { version: 1.5 },
  { version: Number.NaN },
  { kind: 'token' },
  { accountId: '0123456789ABCDEF0123456789ABCDEF' },
])('%o is not canonical and refused', (change) => {
  expect(() => contextBytes({ ...place, ...(change as Partial<CredentialContext>) })).toThrow(SealError)
})

test('what moves from a key to its value, or to the next field, changes the bytes', () => {
  const encodings = [
    { ab: 'c' },
    { a: 'bc' },
    { a: 'b', c: '' },
    { a: '', b: 'c' },
    { abc: '' },
    { '': 'abc' },
  ]
  const seen = new Set(encodings.map((fields) => encodeContext(fields).toString('hex')))
  expect(seen.size).toBe(encodings.length)
})

test('a field of more than 65,535 bytes is refused', () => {
  expect(() => encodeContext({ a: 'x'.repeat(65_536) })).toThrow(SealError)
})
