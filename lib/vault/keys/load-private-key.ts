import { kcvOf, readKeyFile } from '#lib/vault/keys/key-file.ts'
import { importPublicKey } from '#lib/vault/keys/load-public-key.ts'
import type { VaultKeyPair } from '#lib/vault/keys/local-hpke-open.ts'
import { pkcs8Of, publicKeyOf } from '#lib/vault/keys/x25519.ts'

/**
 * Loads what the worker opens with. The private key cannot be exported again, `kcv` is that of the public half.
 * @throws KeyFileError naming the file and what to do
 */
export async function loadPrivateKey(file: string): Promise<VaultKeyPair> {
  const { id, key } = await readKeyFile(file, 'vault-private-key')
  const pkcs8 = pkcs8Of(key)
  try {
    const publicKey = publicKeyOf(key)
    return {
      kekId: id,
      kcv: kcvOf(publicKey),
      publicKey: await importPublicKey(publicKey),
      privateKey: await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'X25519' }, false, ['deriveBits']),
    }
  } finally {
    key.fill(0)
    pkcs8.fill(0)
  }
}
