import { createHash, createSecretKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { encodeContext, joinEnvelope, sealBody } from '#lib/vault/envelope.ts'
import { openEnvelope } from '#lib/vault/envelope-open.ts'
import { AES_KEK, aesProvider, CANARY, KEK_ID, placeFields } from '#lib/vault/fixtures.testing.ts'
import { wrapWithAes } from '#lib/vault/keys/local-aes.ts'
import { openASecondTime } from '#lib/vault/second-opening.testing.ts'

const fields = { ...placeFields, zone: 'fedcba9876543210fedcba9876543210' }
const plaintext = Buffer.from(JSON.stringify({ kind: 'api_token', token: CANARY }))
const VECTOR =
  '01010100000000000040008000000000000001004c61de6875b8f94f75854030660ace892cd857d9aaa191e835b2b1febe977495784650208d7c6790c22a54335a6189abe53775b99e30e72237776a474fd76ac7c0487f3d77cc4998a114f11de2758f68bd98116a08006e38487deabd8b445c047953b615acd2659ff3572cc09da4135d44280b89f95d44425cfec457e1071d99e5e199d2cb6da0517d63f22251e743f3c6ea410ad725810b9afb330862bbcbe9324d39ef7549e19048fda17a66261baf9a6bc77a1254d7ea4350bfc4a4c562fb386d21a6ab93c321ecdc9eb54e9a3aee13620286742ef41deac149fb8621ee4ee0894c89945e33f86be3c8ae304b3da554b7381e6661f39d6190773f372f5d94cafafc98275ac6db0dbe28eecae190302cedc9e5f563baa9e75c18bce8ab1db4a0e56acb3ab37aeb05653c4ccc2ce4165e687faf5be8f68cf5ee3c9901fec778157e0ea0d130a2d9bd93de4e9f44ecd2ba2b69c2edba4308b6b9ddc803da1fb6e1a792aa26e09ed96bbc46d93f2337106c426d34ebb2a0a7284033ca36e09e5ddd835445313bdefb7a17e2bcaf0a9e2896c87d2d991ed6b35d746160cd87c0c12e9c804f1d0369d50e'

test('the context has the bytes of the known answer', () => {
  const bytes = encodeContext(fields)
  expect(bytes.length).toBe(245)
  expect(sha256(bytes)).toBe('c1b7b640e2b63cd2d0218f674f06f3015f72814ebfc075381f1cdbac2905bd67')
  const reversed = Object.fromEntries(Object.entries(fields).reverse())
  expect(encodeContext(reversed)).toEqual(bytes)
})

test('the envelope has the bytes of the known answer', () => {
  const context = encodeContext(fields)
  const dek = fixed(0)
  const body = sealBody({ dek, salt: fixed(1), iv: fixed(2).subarray(0, 12) }, plaintext, context)
  const random = { salt: fixed(3).subarray(0, 16), iv: fixed(4).subarray(0, 12) }
  const blob = wrapWithAes(KEK_ID, createSecretKey(AES_KEK), random, dek, context)
  const envelope = joinEnvelope({ wrapAlg: 0x01, kekId: KEK_ID, blob }, body)
  expect(envelope.length).toBe(445)
  expect(sha256(envelope)).toBe('d1359833a63bbe20bf5d1e240a21e9bd6793cdc7809424cad81040667c6398ec')
  expect(envelope.toString('hex')).toBe(VECTOR)
})

test('both implementations open the known answer', async () => {
  const envelope = Buffer.from(VECTOR, 'hex')
  expect(await openEnvelope(aesProvider(), envelope, encodeContext(fields))).toEqual(plaintext)
  const second = await openASecondTime({ aes: AES_KEK }, envelope, fields)
  expect(Buffer.from(second)).toEqual(plaintext)
})

/** The "random" bytes of the known answer. */
function fixed(index: number): Buffer {
  return createHash('sha256')
    .update('kat')
    .update(Buffer.from([index]))
    .digest()
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
