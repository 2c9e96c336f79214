import { kcvOf, readKeyFile } from '#lib/vault/keys/key-file.ts'
import type { VaultPublicKey } from '#lib/vault/keys/local-hpke-seal.ts'

/**
 * Loads what the web process seals with.
 * @throws KeyFileError naming the file and what to do
 */
export async function loadPublicKey(file: string): Promise<VaultPublicKey> {
  const { id, key } = await readKeyFile(file, 'vault-public-key')
  return { kekId: id, kcv: kcvOf(key), publicKey: await importPublicKey(key) }
}

/** HPKE writes the public key into its key schedule, so it must be extractable. */
export async function importPublicKey(key: Buffer): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', Uint8Array.from(key), { name: 'X25519' }, true, [])
}
