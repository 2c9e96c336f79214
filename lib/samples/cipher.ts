import 'server-only'
import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { encodeContext } from '#lib/vault/envelope.ts'
import { SealError } from '#lib/vault/seal-error.ts'

/** Web and worker share it: samples are shown, credentials are not. */
export interface SamplesKey {
  id: string
  key: KeyObject
}

/** The verification whose proof these samples are; they open for it alone. */
export interface SamplesContext {
  customerId: string
  integrationId: string
  verificationId: string
}

/*
 *   off  len  field
 *   0    1    version = 0x01
 *   1    16   id of the samples key
 *   17   32   salt
 *   49   12   iv
 *   61   n    ciphertext ‖ tag16, key = HKDF-SHA-512(samples key, salt, "aquila/samples/v1")
 */

/**
 * Seals audit-log records, which are personal data, under a key of their own.
 * @throws SealError when the key's id is not a UUID
 */
export function sealSample(key: SamplesKey, text: string, context: SamplesContext): Uint8Array<ArrayBuffer> {
  const salt = randomBytes(SALT_LENGTH)
  const iv = randomBytes(IV_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', recordKey(key, salt), iv, { authTagLength: TAG_LENGTH })
  cipher.setAAD(aad(context))
  return Buffer.concat([
    prefix(key),
    salt,
    iv,
    cipher.update(text, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

/**
 * Opens what `sealSample` sealed with this key for this verification.
 * @throws SealError on every failure, whatever its cause
 */
export function openSample(key: SamplesKey, sealed: Uint8Array, context: SamplesContext): string {
  try {
    const start = prefix(key)
    if (sealed.length < HEADER_LENGTH + TAG_LENGTH || !start.equals(sealed.subarray(0, start.length))) {
      throw new SealError()
    }
    const salt = sealed.subarray(start.length, start.length + SALT_LENGTH)
    const iv = sealed.subarray(start.length + SALT_LENGTH, HEADER_LENGTH)
    // Without authTagLength Node accepts a tag of four bytes.
    const decipher = createDecipheriv('aes-256-gcm', recordKey(key, salt), iv, { authTagLength: TAG_LENGTH })
    decipher.setAAD(aad(context))
    decipher.setAuthTag(sealed.subarray(-TAG_LENGTH))
    return Buffer.concat([
      decipher.update(sealed.subarray(HEADER_LENGTH, -TAG_LENGTH)),
      decipher.final(),
    ]).toString()
  } catch {
    throw new SealError()
  }
}

const SALT_LENGTH = 32
const IV_LENGTH = 12
const TAG_LENGTH = 16
const HEADER_LENGTH = 1 + 16 + SALT_LENGTH + IV_LENGTH
const LABEL = 'aquila/samples/v1'

function prefix(key: SamplesKey): Buffer {
  const id = Buffer.from(key.id.replaceAll('-', ''), 'hex')
  if (id.length !== 16) throw new SealError()
  return Buffer.concat([Buffer.from([0x01]), id])
}

function recordKey({ key }: SamplesKey, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha512', key, salt, LABEL, 32))
}

function aad({ customerId, integrationId, verificationId }: SamplesContext): Buffer {
  const place = { customer: customerId, integration: integrationId, verification: verificationId }
  return Buffer.concat([Buffer.from(`${LABEL}\0`), encodeContext(place)])
}
