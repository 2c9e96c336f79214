import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { DEK_LENGTH, wrapAad } from '#lib/vault/envelope.ts'
import type { SealProvider } from '#lib/vault/keys/provider.ts'

/** The public half, as loaded from its file. Two processes belong together when `kekId` and `kcv` are equal. */
export interface VaultPublicKey {
  kekId: string
  /** Check value of the public key: 8 bytes in hex. */
  kcv: string
  publicKey: CryptoKey
}

/**
 * Wraps DEKs with a public key (RFC 9180, base mode): whoever holds only this cannot open what it sealed.
 * The wrapped DEK is enc32 ‖ ciphertext32 ‖ tag16.
 */
export function localHpkeSeal({ kekId, publicKey }: VaultPublicKey): SealProvider {
  const wrap = async (dek: Uint8Array, context: Uint8Array) => {
    const recipient = { recipientPublicKey: publicKey, info: HPKE_INFO }
    const { enc, ct } = await hpkeSuite.seal(recipient, dek, wrapAad(kekId, context))
    return { kekId, blob: Buffer.concat([new Uint8Array(enc), new Uint8Array(ct)]) }
  }
  const health = async () => {
    await wrap(new Uint8Array(DEK_LENGTH), new Uint8Array())
  }
  return { wrapAlg: 0x02, wrap, health }
}

export const HPKE_INFO = Buffer.from('cfo/dek/v1')

export const hpkeSuite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})
