/*
 * A second way to open an envelope, written from the format's text on `crypto.subtle` alone. It imports
 * nothing of ours and no library, so that a mistake both halves of the vault share is noticed, and so that it is
 * proven that sealed data outlives this code. HPKE is RFC 9180, base mode.
 */
const subtle = crypto.subtle
const ascii = (text: string) => new TextEncoder().encode(text)

export type OpeningKey = { aes: Uint8Array } | { x25519: CryptoKey; publicKey: Uint8Array }

/** The plaintext of an envelope; rejects with any error when it does not open. */
export async function openASecondTime(
  key: OpeningKey,
  envelope: Uint8Array,
  fields: Record<string, string>,
): Promise<Uint8Array> {
  const view = new DataView(envelope.buffer, envelope.byteOffset, envelope.byteLength)
  if (view.getUint16(0) !== 0x0101) throw new Error('version or suite')
  const bodyStart = 21 + view.getUint16(19)
  const wrapped = envelope.slice(21, bodyStart)
  const salt = envelope.slice(bodyStart, bodyStart + 32)
  const commitment = envelope.slice(bodyStart + 32, bodyStart + 64)
  const iv = envelope.slice(bodyStart + 64, bodyStart + 76)
  const place = contextOf(fields)
  const wrapAad = join(ascii('cfo/dek/v1\0'), envelope.slice(3, 19), place)
  const dek =
    'aes' in key ? await unwrapAes(key.aes, wrapped, wrapAad) : await unwrapHpke(key, wrapped, wrapAad)
  const expected = await hkdf('SHA-512', dek, salt, ascii('COMMITKEY'), 32)
  if (expected.join() !== commitment.join()) throw new Error('commitment')
  const bodyKey = await hkdf('SHA-512', dek, salt, join(Uint8Array.of(1, 1), ascii('DERIVEKEY')), 32)
  const bodyAad = join(ascii('cfo/body/v1\0'), Uint8Array.of(1, 1), salt, commitment, place)
  const padded = await decrypt(bodyKey, iv, envelope.slice(bodyStart + 76), bodyAad)
  return padded.slice(4, 4 + new DataView(padded.buffer).getUint32(0))
}

function contextOf(fields: Record<string, string>): Uint8Array<ArrayBuffer> {
  // The keys are ASCII, for which the order of JavaScript's strings is that of the bytes.
  const parts = Object.keys(fields)
    .sort()
    .flatMap((name) => [ascii(name), ascii(fields[name] ?? '')])
    .flatMap((part) => [uint16(part.length), part])
  return join(uint16(Object.keys(fields).length), ...parts)
}

async function unwrapAes(kek: Uint8Array, wrapped: Uint8Array, aad: Uint8Array) {
  const key = await hkdf('SHA-512', kek, wrapped.slice(0, 16), ascii('cfo/kek-wrap/v1'), 32)
  return decrypt(key, wrapped.slice(16, 28), wrapped.slice(28), aad)
}

async function unwrapHpke(
  { x25519, publicKey }: { x25519: CryptoKey; publicKey: Uint8Array },
  wrapped: Uint8Array,
  aad: Uint8Array,
) {
  const enc = wrapped.slice(0, 32)
  const sender = await subtle.importKey('raw', enc, 'X25519', false, [])
  const dh = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: sender }, x25519, 256))
  const kem = join(ascii('KEM'), uint16(0x0020))
  const eaePrk = await labeledExtract(kem, new Uint8Array(), 'eae_prk', dh)
  const shared = await labeledExpand(kem, eaePrk, 'shared_secret', join(enc, publicKey), 32)
  const suite = join(ascii('HPKE'), uint16(0x0020), uint16(0x0001), uint16(0x0002))
  const pskId = await labeledExtract(suite, new Uint8Array(), 'psk_id_hash', new Uint8Array())
  const info = await labeledExtract(suite, new Uint8Array(), 'info_hash', ascii('cfo/dek/v1'))
  const schedule = join(Uint8Array.of(0), pskId, info)
  const secret = await labeledExtract(suite, shared, 'secret', new Uint8Array())
  const key = await labeledExpand(suite, secret, 'key', schedule, 32)
  const nonce = await labeledExpand(suite, secret, 'base_nonce', schedule, 12)
  return decrypt(key, nonce, wrapped.slice(32), aad)
}

function labeledExtract(suite: Uint8Array, salt: Uint8Array, label: string, ikm: Uint8Array) {
  return hmac(salt.length === 0 ? new Uint8Array(32) : salt, join(ascii('HPKE-v1'), suite, ascii(label), ikm))
}

/** One block of HKDF-Expand is enough: nothing here is longer than a SHA-256. */
async function labeledExpand(
  suite: Uint8Array,
  prk: Uint8Array,
  label: string,
  info: Uint8Array,
  length: number,
) {
  const labeled = join(uint16(length), ascii('HPKE-v1'), suite, ascii(label), info, Uint8Array.of(1))
  return (await hmac(prk, labeled)).slice(0, length)
}

async function hmac(key: Uint8Array, data: Uint8Array<ArrayBuffer>) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await subtle.importKey('raw', Uint8Array.from(key), algorithm, false, ['sign'])
  return new Uint8Array(await subtle.sign('HMAC', imported, data))
}

async function hkdf(hash: string, key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) {
  const imported = await subtle.importKey('raw', Uint8Array.from(key), 'HKDF', false, ['deriveBits'])
  const parameters = { name: 'HKDF', hash, salt: Uint8Array.from(salt), info: Uint8Array.from(info) }
  return new Uint8Array(await subtle.deriveBits(parameters, imported, length * 8))
}

async function decrypt(key: Uint8Array, iv: Uint8Array, data: Uint8Array, aad: Uint8Array) {
  const imported = await subtle.importKey('raw', Uint8Array.from(key), 'AES-GCM', false, ['decrypt'])
  const parameters = { name: 'AES-GCM', iv: Uint8Array.from(iv), additionalData: Uint8Array.from(aad) }
  return new Uint8Array(await subtle.decrypt(parameters, imported, Uint8Array.from(data)))
}

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff)
}

function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}
