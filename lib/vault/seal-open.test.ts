import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { Secret } from '#lib/secret.ts'
import { contextBytes } from '#lib/vault/context.ts'
import { joinEnvelope, sealBody } from '#lib/vault/envelope.ts'
import { aesProvider, CANARY, globalKey, place, revealed, token } from '#lib/vault/fixtures.testing.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { openCredential } from '#lib/vault/open.ts'
import { sealCredential } from '#lib/vault/seal.ts'
import { SealError } from '#lib/vault/seal-error.ts'

const provider = aesProvider()
const keyPlace = { ...place, kind: 'global_key' } as const

afterEach(() => {
  vi.restoreAllMocks()
})

test.each([
  [place, token],
  [keyPlace, globalKey],
])('a credential comes back as it went in: $kind', async (where, credential) => {
  const opened = await openCredential(provider, await sealCredential(provider, credential, where), where)
  expect(revealed(opened)).toEqual(revealed(credential))
})

test('nothing of a credential can be seen in an envelope, not even its kind by the length', async () => {
  const sealedToken = await sealCredential(provider, token, place)
  const sealedKey = await sealCredential(provider, globalKey, keyPlace)
  expect(sealedToken.length).toBe(sealedKey.length)
  expect(Buffer.from(sealedToken).includes('CANARY')).toBe(false)
})

test('what is opened prints as [secret]', async () => {
  const opened = await openCredential(provider, await sealCredential(provider, token, place), place)
  expect(inspect(opened, { showHidden: true }) + JSON.stringify(opened)).not.toContain('CANARY')
})

test('sealing the same twice never repeats salt, IV or wrapped key', async () => {
  const seen = new Set<string>()
  for (let i = 0; i < 1_000; i++) {
    const sealed = Buffer.from(await sealCredential(provider, token, place))
    for (const [from, to] of [
      [21, 97],
      [97, 129],
      [161, 173],
    ] as const)
      seen.add(sealed.toString('hex', from, to))
  }
  expect(seen.size).toBe(3_000)
})

test('a credential of another kind than its place is not sealed', async () => {
  await expect(sealCredential(provider, token, keyPlace)).rejects.toThrow(SealError)
})

test('a credential that is too long is not sealed', async () => {
  const long = { kind: 'api_token', token: new Secret('x'.repeat(5_000)) } as const
  await expect(sealCredential(provider, long, place)).rejects.toThrow(SealError)
})

test.each([
  ['no JSON', CANARY],
  ['another shape', JSON.stringify([CANARY])],
  ['a field too many', JSON.stringify({ kind: 'api_token', token: CANARY, key: CANARY })],
  ['a field too few', JSON.stringify({ kind: 'api_token' })],
  ['another kind', JSON.stringify({ kind: 'global_key', email: CANARY, key: CANARY })],
  ['a number', JSON.stringify({ kind: 'api_token', token: 1 })],
])('an authentic envelope with %s inside is refused and not quoted', async (_name, text) => {
  const random = { dek: randomBytes(32), salt: randomBytes(32), iv: randomBytes(12) }
  const body = sealBody(random, Buffer.from(text), contextBytes(place))
  const wrapped = await provider.wrap(random.dek, contextBytes(place))
  const error: unknown = await openCredential(
    provider,
    joinEnvelope({ wrapAlg: 0x01, ...wrapped }, body),
    place,
  ).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(SealError)
  expect(inspect(error, { showHidden: true })).not.toContain('CANARY')
})

test('whatever the provider rejects with, opening rejects with a bare SealError', async () => {
  const sealed = await sealCredential(provider, token, place)
  const failing: UnsealProvider = { ...provider, unwrap: () => Promise.reject(new Error(CANARY)) }
  const error: unknown = await openCredential(failing, sealed, place).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(SealError)
  expect(inspect(error, { showHidden: true })).not.toContain('CANARY')
})

test('data keys and plaintext bytes are zeros after sealing', async () => {
  const deks: Uint8Array[] = []
  const watched: UnsealProvider = {
    ...provider,
    wrap: (dek, context) => {
      deks.push(dek)
      return provider.wrap(dek, context)
    },
  }
  const spies = [vi.spyOn(Buffer, 'from'), vi.spyOn(Buffer, 'alloc')]
  await sealCredential(watched, token, place)
  const made = spies.flatMap((spy) => spy.mock.results).map(({ value }) => Buffer.from(value))
  expect(deks.map((dek) => dek.every((byte) => byte === 0))).toEqual([true])
  expect(made.length).toBeGreaterThan(0)
  expect(made.filter((buffer) => buffer.includes(CANARY))).toEqual([])
})

test('data keys and plaintext bytes are zeros after opening', async () => {
  const deks: Uint8Array[] = []
  const watched: UnsealProvider = {
    ...provider,
    unwrap: async (...args) => {
      const dek = await provider.unwrap(...args)
      deks.push(dek)
      return dek
    },
  }
  const sealed = await sealCredential(provider, token, place)
  const spy = vi.spyOn(Buffer.prototype, 'toString')
  await openCredential(watched, sealed, place)
  const read = spy.mock.contexts.filter((_, call) => String(spy.mock.results[call]?.value).includes(CANARY))
  expect(deks.map((dek) => dek.every((byte) => byte === 0))).toEqual([true])
  expect(read.map((buffer: Buffer) => buffer.every((byte) => byte === 0))).toEqual([true])
})
