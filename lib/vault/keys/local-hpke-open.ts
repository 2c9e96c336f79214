import { DEK_LENGTH, TAG_LENGTH, wrapAad } from '#lib/vault/envelope.ts'
import { HPKE_INFO, hpkeSuite, localHpkeSeal, type VaultPublicKey } from '#lib/vault/keys/local-hpke-seal.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { SealError } from '#lib/vault/seal-error.ts'

/** Both halves, as loaded from the private key file. */
export interface VaultKeyPair extends VaultPublicKey {
  privateKey: CryptoKey
}

/** Unwraps what `localHpkeSeal` wrapped. For the worker only: the web process must not have the private key. */
export function localHpkeOpen(keys: VaultKeyPair): UnsealProvider {
  const sealing = localHpkeSeal(keys)
  const unwrap = async (kekId: string, blob: Uint8Array, context: Uint8Array) => {
    if (kekId !== keys.kekId || blob.length !== ENC_LENGTH + DEK_LENGTH + TAG_LENGTH) throw new SealError()
    const enc = blob.slice(0, ENC_LENGTH)
    const recipient = { recipientKey: keys, enc, info: HPKE_INFO }
    return new Uint8Array(await hpkeSuite.open(recipient, blob.slice(ENC_LENGTH), wrapAad(kekId, context)))
  }
  const health = async () => {
    const { kekId, blob } = await sealing.wrap(new Uint8Array(DEK_LENGTH), new Uint8Array())
    await unwrap(kekId, blob, new Uint8Array())
  }
  return { ...sealing, unwrap, health }
}

/** Length of an X25519 public key, which HPKE puts in front. */
const ENC_LENGTH = 32
