import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { Secret } from '#lib/secret.ts'
import { contextBytes } from '#lib/vault/context.ts'
import { openEnvelope } from '#lib/vault/envelope-open.ts'
import { AES_KEK, aesProvider, hpkeKeys, place, placeFields } from '#lib/vault/fixtures.testing.ts'
import { localHpkeOpen } from '#lib/vault/keys/local-hpke-open.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { publicKeyOf } from '#lib/vault/keys/x25519.ts'
import { sealCredential } from '#lib/vault/seal.ts'
import { type OpeningKey, openASecondTime } from '#lib/vault/second-opening.testing.ts'

const PRIVATE_KEY = randomBytes(32)

test('both implementations agree on 1,000 random envelopes of local-aes', { timeout: 60_000 }, async () => {
  expect(await agreements(aesProvider(), { aes: AES_KEK }, 1_000)).toBe(1_000)
})

test('both implementations agree on 200 random envelopes of local-hpke', { timeout: 60_000 }, async () => {
  const keys = await hpkeKeys(PRIVATE_KEY)
  const second = { x25519: keys.privateKey, publicKey: publicKeyOf(PRIVATE_KEY) }
  expect(await agreements(localHpkeOpen(keys), second, 200)).toBe(200)
})

test('the second implementation refuses another context', async () => {
  const sealed = await sealCredential(aesProvider(), randomToken(), place)
  const elsewhere = { ...placeFields, tenant: place.credentialId }
  await expect(openASecondTime({ aes: AES_KEK }, sealed, elsewhere)).rejects.toThrow()
})

async function agreements(provider: UnsealProvider, second: OpeningKey, count: number): Promise<number> {
  let agreed = 0
  for (let i = 1; i <= count; i++) {
    const credential = randomToken()
    const sealed = await sealCredential(provider, credential, { ...place, version: i })
    const ours = await openEnvelope(provider, sealed, contextBytes({ ...place, version: i }))
    const theirs = await openASecondTime(second, sealed, { ...placeFields, ver: String(i) })
    const expected = JSON.stringify({ kind: 'api_token', token: credential.token.reveal() })
    if (ours.toString() === expected && Buffer.from(theirs).toString() === expected) agreed++
  }
  return agreed
}

function randomToken(): Extract<Credential, { kind: 'api_token' }> {
  const length = randomBytes(2).readUInt16BE() % 1_500
  return { kind: 'api_token', token: new Secret(randomBytes(length).toString('base64url')) }
}
