import { createSecretKey } from 'node:crypto'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { Secret } from '#lib/secret.ts'
import type { CredentialContext } from '#lib/vault/context.ts'
import { kcvOf } from '#lib/vault/keys/key-file.ts'
import { localAes } from '#lib/vault/keys/local-aes.ts'
import { publicKeyOf } from '#lib/vault/keys/x25519.ts'

export const KEK_ID = '00000000-0000-4000-8000-000000000001'
export const AES_KEK = new Uint8Array(32).fill(0x11)
export const CANARY = `CANARY_${'x'.repeat(33)}`

export const place: CredentialContext = {
  env: 'test',
  customerId: '11111111-1111-4111-8111-111111111111',
  credentialId: '22222222-2222-4222-8222-222222222222',
  version: 1,
  kind: 'api_token',
  accountId: '0123456789abcdef0123456789abcdef',
}

/** `place` as the format's own fields, for the second opening. */
export const placeFields = {
  app: 'cf-onboarding',
  env: 'test',
  table: 'credential',
  tenant: place.customerId,
  id: place.credentialId,
  ver: '1',
  kind: 'api_token',
  acct: place.accountId,
  zone: '-',
}

export const token: Credential = { kind: 'api_token', token: new Secret(CANARY) }

export const globalKey: Credential = {
  kind: 'global_key',
  email: 'mara@northwind-bikes.example',
  key: new Secret('0123456789abcdef0123456789abcdef01234'),
}

/** A credential with its secret in the open: two `Secret`s are equal to `toEqual` whatever is in them. */
export function revealed(credential: Credential): Record<string, string> {
  return credential.kind === 'api_token'
    ? { kind: credential.kind, token: credential.token.reveal() }
    : { kind: credential.kind, email: credential.email, key: credential.key.reveal() }
}

export function aesProvider(kekId = KEK_ID, key = AES_KEK) {
  return localAes(kekId, createSecretKey(key))
}

/** A key pair of HPKE from raw private bytes, without files. */
export async function hpkeKeys(privateKey: Uint8Array, kekId = KEK_ID) {
  const raw = publicKeyOf(privateKey)
  const jwk = {
    kty: 'OKP',
    crv: 'X25519',
    x: raw.toString('base64url'),
    d: Buffer.from(privateKey).toString('base64url'),
  }
  return {
    kekId,
    kcv: kcvOf(raw),
    publicKey: await crypto.subtle.importKey('raw', Uint8Array.from(raw), 'X25519', true, []),
    privateKey: await crypto.subtle.importKey('jwk', jwk, 'X25519', false, ['deriveBits']),
  }
}
