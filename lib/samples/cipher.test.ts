import { createSecretKey, randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { openSample, type SamplesContext, type SamplesKey, sealSample } from '#lib/samples/cipher.ts'
import { SealError } from '#lib/vault/seal-error.ts'

const key: SamplesKey = { id: '33333333-3333-4333-8333-333333333333', key: createSecretKey(randomBytes(32)) }
const place: SamplesContext = {
  customerId: '11111111-1111-4111-8111-111111111111',
  integrationId: '22222222-2222-4222-8222-222222222222',
  verificationId: '44444444-4444-4444-8444-444444444444',
}
const text = JSON.stringify([{ actor: 'mara@northwind-bikes.example', action: 'login', city: 'Zürich' }])

test.each(['', text, 'x'.repeat(1_000_000)])('samples come back as they went in', (sample) => {
  const sealed = sealSample(key, sample, place)
  expect(sealed.length).toBe(77 + Buffer.byteLength(sample))
  expect(openSample(key, sealed, place)).toBe(sample)
})

test('nothing of the samples can be seen, and nothing repeats', () => {
  const sealed = Array.from({ length: 1_000 }, () => Buffer.from(sealSample(key, text, place)))
  expect(sealed.some((bytes) => bytes.includes('mara'))).toBe(false)
  expect(new Set(sealed.map((bytes) => bytes.toString('hex', 17, 49))).size).toBe(1_000)
  expect(new Set(sealed.map((bytes) => bytes.toString('hex', 49, 61))).size).toBe(1_000)
})

test.each(['customerId', 'integrationId', 'verificationId'] as const)(
  'samples are bound to their %s',
  (name) => {
    const sealed = sealSample(key, text, place)
    expect(() => openSample(key, sealed, { ...place, [name]: key.id })).toThrow(SealError)
    const less = { ...place }
    Reflect.deleteProperty(less, name)
    expect(() => openSample(key, sealed, less)).toThrow(SealError)
  },
)

test('no flipped bit, shorter or longer bytes open', () => {
  const sealed = sealSample(key, text, place)
  const changed = Array.from({ length: sealed.length * 8 }, (_, bit) => {
    const copy = Uint8Array.from(sealed)
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return copy
  })
  for (let end = 0; end < sealed.length; end++) changed.push(sealed.slice(0, end))
  changed.push(Buffer.concat([sealed, Buffer.alloc(1)]), Buffer.concat([sealed, sealed]))
  for (const bytes of changed) expect(() => openSample(key, bytes, place)).toThrow(SealError)
})

test('another key with the same id, and the same key with another id, do not open', () => {
  const sealed = sealSample(key, text, place)
  expect(() => openSample({ ...key, key: createSecretKey(randomBytes(32)) }, sealed, place)).toThrow(
    SealError,
  )
  expect(() => openSample({ ...key, id: place.customerId }, sealed, place)).toThrow(SealError)
})

test('a key without a proper id is refused', () => {
  expect(() => sealSample({ ...key, id: '3333' }, text, place)).toThrow(SealError)
})

test('neither the key nor a refusal prints anything secret', async () => {
  const secret = randomBytes(32)
  const shown = inspect({ id: key.id, key: createSecretKey(secret) }, { showHidden: true, depth: 9 })
  expect(shown).not.toContain(secret.toString('hex').slice(0, 8))
  const sealed = sealSample(key, text, place)
  const opening = async () => openSample(key, sealed, { ...place, customerId: key.id })
  const error: unknown = await opening().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(SealError)
  expect(error).not.toHaveProperty('cause')
})
