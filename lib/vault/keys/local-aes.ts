import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { DEK_LENGTH, IV_LENGTH, TAG_LENGTH, wrapAad } from '#lib/vault/envelope.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { SealError } from '#lib/vault/seal-error.ts'

/**
 * One symmetric key for both directions, for tests and development: who can seal with it can also open.
 * The wrapped DEK is salt16 ‖ iv12 ‖ ciphertext32 ‖ tag16.
 */
export function localAes(kekId: string, kek: KeyObject): UnsealProvider {
  const wrap = async (dek: Uint8Array, context: Uint8Array) => {
    const random = { salt: randomBytes(WRAP_SALT_LENGTH), iv: randomBytes(IV_LENGTH) }
    return { kekId, blob: wrapWithAes(kekId, kek, random, dek, context) }
  }
  const unwrap = async (id: string, blob: Uint8Array, context: Uint8Array) => {
    if (id !== kekId || blob.length !== BLOB_LENGTH) throw new SealError()
    return unwrapWithAes(kekId, kek, blob, context)
  }
  const health = async () => {
    const { blob } = await wrap(new Uint8Array(DEK_LENGTH), new Uint8Array())
    await unwrap(kekId, blob, new Uint8Array())
  }
  return { wrapAlg: 0x01, wrap, unwrap, health }
}

/** The pure half of `wrap`. Salt and IV must be fresh; fixed ones exist only in the known-answer test. */
export function wrapWithAes(
  kekId: string,
  kek: KeyObject,
  { salt, iv }: { salt: Uint8Array; iv: Uint8Array },
  dek: Uint8Array,
  context: Uint8Array,
): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', wrapKey(kek, salt), iv, { authTagLength: TAG_LENGTH })
  cipher.setAAD(wrapAad(kekId, context))
  return Buffer.concat([salt, iv, cipher.update(dek), cipher.final(), cipher.getAuthTag()])
}

const WRAP_SALT_LENGTH = 16
const BLOB_LENGTH = WRAP_SALT_LENGTH + IV_LENGTH + DEK_LENGTH + TAG_LENGTH

function unwrapWithAes(kekId: string, kek: KeyObject, blob: Uint8Array, context: Uint8Array): Uint8Array {
  const salt = blob.subarray(0, WRAP_SALT_LENGTH)
  const iv = blob.subarray(WRAP_SALT_LENGTH, WRAP_SALT_LENGTH + IV_LENGTH)
  const decipher = createDecipheriv('aes-256-gcm', wrapKey(kek, salt), iv, { authTagLength: TAG_LENGTH })
  decipher.setAAD(wrapAad(kekId, context))
  decipher.setAuthTag(blob.subarray(-TAG_LENGTH))
  const dek = decipher.update(blob.subarray(WRAP_SALT_LENGTH + IV_LENGTH, -TAG_LENGTH))
  try {
    decipher.final()
    return dek
  } catch {
    dek.fill(0)
    throw new SealError()
  }
}

/** A key of its own for every wrap, so the 2^32 messages of one AES-GCM key (NIST SP 800-38D) are never near. */
function wrapKey(kek: KeyObject, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha512', kek, salt, 'cfo/kek-wrap/v1', 32))
}
