import { createCipheriv, hkdfSync } from 'node:crypto'
import { SealError } from '#lib/vault/seal-error.ts'

/*
 * CFO envelope v1. Everything here is a pure function of its arguments, so that one set of bytes can be
 * checked forever; opening is in envelope-open.ts, because the web process carries only this half.
 *
 *   off  len  field
 *   0    1    version = 0x01
 *   1    1    suite   = 0x01 (HKDF-SHA-512 with commitment, AES-256-GCM, 12-byte IV, 16-byte tag)
 *   2    1    wrapAlg
 *   3    16   kekId (UUID of the key-encryption key's version)
 *   19   2    L = length of the wrapped DEK
 *   21   L    wrapped DEK
 *   ..   32   salt
 *   ..   32   commitment = HKDF(DEK, salt, "COMMITKEY")
 *   ..   12   iv
 *   ..   n    ciphertext ‖ tag16, key = HKDF(DEK, salt, 0x0101 ‖ "DERIVEKEY")
 */

/** Version and suite: the first two bytes of an envelope, and part of what every body key is derived for. */
export const SUITE = Buffer.from([0x01, 0x01])
export const HEADER_LENGTH = 21
export const DEK_LENGTH = 32
export const SALT_LENGTH = 32
export const COMMITMENT_LENGTH = 32
export const IV_LENGTH = 12
export const TAG_LENGTH = 16
/** Payloads are padded to whole blocks, so that the length does not tell a token from a Global API Key. */
export const BLOCK_LENGTH = 256
/** No credential comes near it: an e-mail address has at most 254 characters, a token about 60. */
export const MAX_PADDED_LENGTH = 4096

export interface WrappedDek {
  wrapAlg: number
  kekId: string
  blob: Uint8Array
}

/** Must be fresh random bytes for every envelope; fixed ones exist only in the known-answer test. */
export interface BodyRandom {
  dek: Uint8Array
  salt: Uint8Array
  iv: Uint8Array
}

/**
 * The canonical bytes of an encryption context: sorted by key bytes, u16 count, then u16 length and bytes of
 * each key and value. Never secret. The same scheme as the AWS Encryption SDK's encryption context.
 * @throws SealError when a key or value is longer than a u16 can say
 */
export function encodeContext(fields: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(fields)
    .map(([key, value]) => [Buffer.from(key), Buffer.from(value)] as const)
    .sort(([a], [b]) => Buffer.compare(a, b))
  return Buffer.concat([u16(pairs.length), ...pairs.flat().flatMap((part) => [u16(part.length), part])])
}

/**
 * Encrypts the padded plaintext: salt ‖ commitment ‖ iv ‖ ciphertext ‖ tag. The caller clears the plaintext.
 * @throws SealError when the plaintext does not fit into `MAX_PADDED_LENGTH`
 */
export function sealBody(random: BodyRandom, plaintext: Uint8Array, context: Uint8Array): Buffer {
  const padded = pad(plaintext)
  const { key, commitment } = bodyKeys(random.dek, random.salt)
  try {
    const cipher = createCipheriv('aes-256-gcm', key, random.iv, { authTagLength: TAG_LENGTH })
    cipher.setAAD(bodyAad(random.salt, commitment, context))
    const ciphertext = [cipher.update(padded), cipher.final(), cipher.getAuthTag()]
    return Buffer.concat([random.salt, commitment, random.iv, ...ciphertext])
  } finally {
    padded.fill(0)
    key.fill(0)
  }
}

/**
 * Puts the wrapped DEK before the body.
 * @throws SealError when `kekId` is not a lower-case UUID
 */
export function joinEnvelope({ wrapAlg, kekId, blob }: WrappedDek, body: Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.concat([SUITE, Buffer.from([wrapAlg]), uuidBytes(kekId), u16(blob.length), blob, body])
}

/** Which key version an envelope is wrapped under: what the column `kek_id` repeats. */
export function kekIdOf(sealed: Uint8Array): string {
  const hex = Buffer.from(sealed.subarray(3, 19)).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * What a DEK is wrapped for: this key version and this context, nothing else.
 * @throws SealError when `kekId` is not a lower-case UUID
 */
export function wrapAad(kekId: string, context: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('cfo/dek/v1\0'), uuidBytes(kekId), context])
}

/** The wrapped DEK is left out, so that a key rotation rewrites it without touching the body. */
export function bodyAad(salt: Uint8Array, commitment: Uint8Array, context: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('cfo/body/v1\0'), SUITE, salt, commitment, context])
}

/** The commitment is needed because GCM alone lets one ciphertext open under two keys. */
export function bodyKeys(dek: Uint8Array, salt: Uint8Array): { key: Buffer; commitment: Buffer } {
  const derive = (info: Uint8Array, length: number) =>
    Buffer.from(hkdfSync('sha512', dek, salt, info, length))
  return {
    key: derive(Buffer.concat([SUITE, Buffer.from('DERIVEKEY')]), 32),
    commitment: derive(Buffer.from('COMMITKEY'), COMMITMENT_LENGTH),
  }
}

function pad(plaintext: Uint8Array): Buffer {
  const length = Math.ceil((4 + plaintext.length) / BLOCK_LENGTH) * BLOCK_LENGTH
  if (length > MAX_PADDED_LENGTH) throw new SealError()
  const padded = Buffer.alloc(length)
  padded.writeUInt32BE(plaintext.length)
  padded.set(plaintext, 4)
  return padded
}

function uuidBytes(id: string): Buffer {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new SealError()
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

function u16(value: number): Buffer {
  if (value > 0xffff) throw new SealError()
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
