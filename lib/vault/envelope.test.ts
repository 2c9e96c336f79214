import { createCipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { contextBytes } from '#lib/vault/context.ts'
import { bodyAad, bodyKeys, joinEnvelope, kekIdOf, sealBody } from '#lib/vault/envelope.ts'
import { openEnvelope } from '#lib/vault/envelope-open.ts'
import { aesProvider, KEK_ID, place } from '#lib/vault/fixtures.testing.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { SealError } from '#lib/vault/seal-error.ts'

const provider = aesProvider()
const context = contextBytes(place)
const random = { dek: Buffer.alloc(32, 1), salt: Buffer.alloc(32, 2), iv: Buffer.alloc(12, 3) }

test('the longest plaintext seals, one byte more does not', async () => {
  const longest = Buffer.alloc(4_092, 7)
  expect(await open(await envelope(sealBody(random, longest, context)))).toEqual(longest)
  expect(() => sealBody(random, Buffer.alloc(4_093), context)).toThrow(SealError)
})

test('lengths within one block cannot be told apart', () => {
  const lengths = [0, 1, 100, 252].map((length) => sealBody(random, Buffer.alloc(length), context).length)
  expect(new Set(lengths)).toEqual(new Set([32 + 32 + 12 + 256 + 16]))
  expect(sealBody(random, Buffer.alloc(253), context).length).toBe(32 + 32 + 12 + 512 + 16)
})

test('a body sealed with proper padding opens', async () => {
  expect(await open(await envelope(bodyOf(padding(10, 256))))).toHaveLength(10)
})

test.each([
  ['a length over the padding', padding(253, 256)],
  ['the longest length', padding(0xffffffff, 256)],
  ['a block too many', padding(10, 512)],
  ['padding that is not zero', padding(10, 256).fill(1, 255)],
  ['no payload', Buffer.alloc(0)],
  ['a part of a block', padding(10, 255)],
  ['more than the longest', padding(4_093, 4_352)],
])('an authentic body with %s is refused', async (_name, padded) => {
  await expect(open(await envelope(bodyOf(padded)))).rejects.toThrow(SealError)
})

test('unknown version, suite, algorithm and key are refused', async () => {
  const sealed = await envelope(bodyOf(padding(10, 256)))
  for (const [offset, values] of [
    [0, [0, 2]],
    [1, [0, 2]],
    [2, [0, 2, 0x10, 0x11, 0x12]],
    [18, [0, 2]],
  ] as const) {
    for (const value of values) {
      const other = Buffer.from(sealed)
      other[offset] = value
      await expect(open(other), `byte ${offset} = ${value}`).rejects.toThrow(SealError)
    }
  }
  const sameIdOtherKey = aesProvider(KEK_ID, new Uint8Array(32).fill(0x12))
  await expect(openEnvelope(sameIdOtherKey, sealed, context)).rejects.toThrow(SealError)
  const otherId = aesProvider('00000000-0000-4000-8000-000000000002')
  await expect(openEnvelope(otherId, sealed, context)).rejects.toThrow(SealError)
})

test('every shorter tag and every trailing byte is refused', async () => {
  const sealed = await envelope(bodyOf(padding(10, 256)))
  for (let cut = 1; cut <= 16; cut++) {
    await expect(open(sealed.subarray(0, -cut))).rejects.toThrow(SealError)
  }
  for (const more of [1, 16, 255, 256, 512]) {
    await expect(open(Buffer.concat([sealed, Buffer.alloc(more)]))).rejects.toThrow(SealError)
  }
})

test('what has not the exact lengths of an envelope never reaches the key', async () => {
  const sealed = await envelope(bodyOf(padding(10, 256)))
  let asked = 0
  const counting: UnsealProvider = {
    ...provider,
    unwrap: (...args) => {
      asked++
      return provider.unwrap(...args)
    },
  }
  const lengths = Array.from({ length: sealed.length }, (_, length) => sealed.subarray(0, length))
  const longer = [1, 255, 257].map((more) => Buffer.concat([sealed, Buffer.alloc(more)]))
  for (const bytes of [...lengths, ...longer, Buffer.alloc(8_192, 1)]) {
    await expect(openEnvelope(counting, bytes, context)).rejects.toThrow(SealError)
  }
  expect(asked).toBe(0)
  await openEnvelope(counting, sealed, context)
  expect(asked).toBe(1)
})

test('the commitment is compared, not only the tag', async () => {
  const body = bodyOf(padding(10, 256), Buffer.alloc(32, 9))
  await expect(open(await envelope(body))).rejects.toThrow(SealError)
})

test('an envelope tells its key version', async () => {
  expect(kekIdOf(await envelope(bodyOf(padding(10, 256))))).toBe(KEK_ID)
})

test('a key version that is not a lower-case UUID is refused', () => {
  for (const kekId of ['', 'x'.repeat(36), '0000000000004000800000000000001a', KEK_ID.replace('4', 'A')]) {
    expect(() => joinEnvelope({ wrapAlg: 1, kekId, blob: Buffer.alloc(76) }, Buffer.alloc(0))).toThrow(
      SealError,
    )
  }
})

test('every AES-GCM call fixes the length of its tag', async () => {
  let calls = 0
  for await (const file of glob('lib/**/*.ts', { exclude: ['**/*.test.ts'] })) {
    const source = readFileSync(file, 'utf8')
    for (const [call] of source.matchAll(/create(?:De)?[Cc]ipheriv\(.*/g)) {
      calls++
      expect(call, file).toContain('authTagLength: TAG_LENGTH')
    }
  }
  expect(calls).toBeGreaterThanOrEqual(6)
})

function open(sealed: Uint8Array): Promise<Buffer> {
  return openEnvelope(provider, sealed, context)
}

async function envelope(body: Uint8Array): Promise<Buffer> {
  return joinEnvelope({ wrapAlg: 0x01, ...(await provider.wrap(random.dek, context)) }, body)
}

/** What a holder of the key could seal: authentic, with any padding and any commitment. */
function bodyOf(padded: Uint8Array, commitment?: Uint8Array): Buffer {
  const keys = bodyKeys(random.dek, random.salt)
  const committed = commitment ?? keys.commitment
  const cipher = createCipheriv('aes-256-gcm', keys.key, random.iv, { authTagLength: 16 })
  cipher.setAAD(bodyAad(random.salt, committed, context))
  const ciphertext = [cipher.update(padded), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat([random.salt, committed, random.iv, ...ciphertext])
}

function padding(length: number, total: number): Buffer {
  const padded = Buffer.alloc(total)
  padded.writeUInt32BE(length)
  return padded
}
