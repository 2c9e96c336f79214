import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { aesProvider, hpkeKeys, KEK_ID, place, revealed, token } from '#lib/vault/fixtures.testing.ts'
import { localHpkeOpen } from '#lib/vault/keys/local-hpke-open.ts'
import { localHpkeSeal } from '#lib/vault/keys/local-hpke-seal.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { openCredential } from '#lib/vault/open.ts'
import { sealCredential } from '#lib/vault/seal.ts'
import { SealError } from '#lib/vault/seal-error.ts'

const OTHER_ID = '00000000-0000-4000-8000-000000000002'
const hpke = async (kekId: string) => localHpkeOpen(await hpkeKeys(randomBytes(32), kekId))

const suites: [
  name: string,
  wrapAlg: number,
  length: number,
  make: (kekId: string) => Promise<UnsealProvider>,
][] = [
  ['local-aes', 0x01, 76, async (kekId) => aesProvider(kekId, randomBytes(32))],
  ['local-hpke', 0x02, 80, hpke],
]

describe.each(suites)('%s', (_name, wrapAlg, length, make) => {
  const dek = randomBytes(32)
  const context = Buffer.from('a context')

  test('unwraps what it wrapped, and its bytes have the length of the format', async () => {
    const provider = await make(KEK_ID)
    const { kekId, blob } = await provider.wrap(dek, context)
    expect([provider.wrapAlg, kekId, blob.length]).toEqual([wrapAlg, KEK_ID, length])
    expect(Buffer.from(await provider.unwrap(kekId, blob, context))).toEqual(dek)
  })

  test('wraps the same differently each time and never shows it', async () => {
    const provider = await make(KEK_ID)
    const blobs = await Promise.all(
      [1, 2].map(async () => Buffer.from((await provider.wrap(dek, context)).blob)),
    )
    expect(blobs[0]).not.toEqual(blobs[1])
    expect(blobs.some((blob) => blob.includes(dek))).toBe(false)
  })

  test('refuses every flipped bit and zeros', { timeout: 30_000 }, async () => {
    const provider = await make(KEK_ID)
    const { blob } = await provider.wrap(dek, context)
    const changed = Array.from({ length: length * 8 }, (_, bit) => {
      const copy = Buffer.from(blob)
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return copy
    })
    changed.push(Buffer.alloc(length), Buffer.concat([Buffer.alloc(32), blob.subarray(32)]))
    const results = await Promise.allSettled(changed.map((bytes) => provider.unwrap(KEK_ID, bytes, context)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toEqual([])
    expect(results).toHaveLength(length * 8 + 2)
  })

  test('refuses another length or key version before it tries', async () => {
    const provider = await make(KEK_ID)
    const { blob } = await provider.wrap(dek, context)
    const others = Array.from({ length }, (_, end) => blob.subarray(0, end))
    for (const other of [...others, Buffer.concat([blob, Buffer.alloc(1)])]) {
      await expect(provider.unwrap(KEK_ID, other, context)).rejects.toThrow(SealError)
    }
    await expect(provider.unwrap(OTHER_ID, blob, context)).rejects.toThrow(SealError)
  })

  test('refuses another context and key', async () => {
    const provider = await make(KEK_ID)
    const { blob } = await provider.wrap(dek, context)
    await expect(provider.unwrap(KEK_ID, blob, Buffer.from('a contexu'))).rejects.toThrow()
    await expect(provider.unwrap(KEK_ID, blob, Buffer.alloc(0))).rejects.toThrow()
    const sameId = await make(KEK_ID)
    await expect(sameId.unwrap(KEK_ID, blob, context)).rejects.toThrow()
  })

  test('is healthy', async () => {
    await expect((await make(KEK_ID)).health()).resolves.toBeUndefined()
  })

  test('carries a credential, and no other provider opens it', async () => {
    const provider = await make(KEK_ID)
    const sealed = await sealCredential(provider, token, place)
    expect(revealed(await openCredential(provider, sealed, place))).toEqual(revealed(token))
    for (const [, , , makeOther] of suites) {
      await expect(openCredential(await makeOther(KEK_ID), sealed, place)).rejects.toThrow(SealError)
    }
  })
})

test('the key version is part of what local-hpke and local-aes authenticate', async () => {
  const key = randomBytes(32)
  const pairs = [
    [aesProvider(KEK_ID, key), aesProvider(OTHER_ID, key)],
    [localHpkeOpen(await hpkeKeys(key, KEK_ID)), localHpkeOpen(await hpkeKeys(key, OTHER_ID))],
  ] as const
  for (const [one, other] of pairs) {
    const { blob } = await one.wrap(Buffer.alloc(32), Buffer.alloc(0))
    await expect(other.unwrap(OTHER_ID, blob, Buffer.alloc(0))).rejects.toThrow()
  }
})

test('health of local-hpke notices a private key that does not belong to the public one', async () => {
  const keys = await hpkeKeys(randomBytes(32))
  const { privateKey } = await hpkeKeys(randomBytes(32))
  await expect(localHpkeOpen({ ...keys, privateKey }).health()).rejects.toThrow()
})

test('the sealing half has nothing to open with', async () => {
  const { kekId, kcv, publicKey } = await hpkeKeys(randomBytes(32))
  const sealing = localHpkeSeal({ kekId, kcv, publicKey })
  expect(Object.keys(sealing).sort()).toEqual(['health', 'wrap', 'wrapAlg'])
  await expect(sealing.health()).resolves.toBeUndefined()
})
