import { createPrivateKey, createPublicKey } from 'node:crypto'

/** The public half of 32 raw private bytes. */
export function publicKeyOf(privateKey: Uint8Array): Buffer {
  const der = pkcs8Of(privateKey)
  const spki = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
  der.fill(0)
  // The raw key is what an SPKI of X25519 ends with (RFC 8410, section 4).
  return spki.export({ format: 'der', type: 'spki' }).subarray(-32)
}

/** Raw private bytes as PKCS #8, the only private format both of Node's crypto interfaces import (RFC 8410). */
export function pkcs8Of(privateKey: Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), privateKey])
}
