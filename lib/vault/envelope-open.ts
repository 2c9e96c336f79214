import { createDecipheriv, timingSafeEqual } from 'node:crypto'
import {
  BLOCK_LENGTH,
  bodyAad,
  bodyKeys,
  COMMITMENT_LENGTH,
  DEK_LENGTH,
  HEADER_LENGTH,
  IV_LENGTH,
  kekIdOf,
  MAX_PADDED_LENGTH,
  SALT_LENGTH,
  SUITE,
  TAG_LENGTH,
  type WrappedDek,
} from '#lib/vault/envelope.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { SealError } from '#lib/vault/seal-error.ts'

/**
 * Opens an envelope (format: envelope.ts) sealed under exactly this context. The order is fixed: parse, unwrap
 * the DEK, compare the commitment, decrypt, unpad. The caller fills the result with zeros after use.
 * @throws SealError on every failure, whatever its cause
 */
export async function openEnvelope(
  provider: UnsealProvider,
  sealed: Uint8Array,
  context: Uint8Array,
): Promise<Buffer> {
  try {
    const { wrapAlg, kekId, blob, ...body } = parseEnvelope(sealed)
    if (wrapAlg !== provider.wrapAlg) throw new SealError()
    const dek = await provider.unwrap(kekId, blob, context)
    try {
      return openBody(dek, body, context)
    } finally {
      dek.fill(0)
    }
  } catch {
    throw new SealError()
  }
}

interface SealedBody {
  salt: Uint8Array
  commitment: Uint8Array
  iv: Uint8Array
  ciphertext: Uint8Array
  tag: Uint8Array
}

function parseEnvelope(sealed: Uint8Array): WrappedDek & SealedBody {
  // A view on the same memory: nothing is copied, and the reading methods of Buffer are there.
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes.length < HEADER_LENGTH || !bytes.subarray(0, SUITE.length).equals(SUITE)) throw new SealError()
  let offset = HEADER_LENGTH
  const take = (length: number) => {
    offset += length
    return bytes.subarray(offset - length, offset)
  }
  const blob = take(bytes.readUInt16BE(19))
  const salt = take(SALT_LENGTH)
  const commitment = take(COMMITMENT_LENGTH)
  const iv = take(IV_LENGTH)
  const length = bytes.length - offset - TAG_LENGTH
  if (length <= 0 || length > MAX_PADDED_LENGTH || length % BLOCK_LENGTH !== 0) throw new SealError()
  const ciphertext = take(length)
  return {
    wrapAlg: bytes.readUInt8(2),
    kekId: kekIdOf(bytes),
    blob,
    salt,
    commitment,
    iv,
    ciphertext,
    tag: take(TAG_LENGTH),
  }
}

function openBody(dek: Uint8Array, body: SealedBody, context: Uint8Array): Buffer {
  if (dek.length !== DEK_LENGTH) throw new SealError()
  const { key, commitment } = bodyKeys(dek, body.salt)
  try {
    if (!timingSafeEqual(commitment, body.commitment)) throw new SealError()
    // Without authTagLength Node accepts a tag of four bytes.
    const decipher = createDecipheriv('aes-256-gcm', key, body.iv, { authTagLength: TAG_LENGTH })
    decipher.setAAD(bodyAad(body.salt, body.commitment, context))
    decipher.setAuthTag(body.tag)
    const padded = decipher.update(body.ciphertext)
    try {
      decipher.final()
      return unpad(padded)
    } catch {
      padded.fill(0)
      throw new SealError()
    }
  } finally {
    key.fill(0)
  }
}

function unpad(padded: Buffer): Buffer {
  const end = 4 + padded.readUInt32BE()
  const isShortest = Math.ceil(end / BLOCK_LENGTH) * BLOCK_LENGTH === padded.length
  if (!isShortest || padded.subarray(end).some((byte) => byte !== 0)) throw new SealError()
  return padded.subarray(4, end)
}
