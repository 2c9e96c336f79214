import { createSecretKey } from 'node:crypto'
import type { SamplesKey } from '#lib/samples/cipher.ts'
import { readKeyFile } from '#lib/vault/keys/key-file.ts'

/**
 * Loads the key of the samples, which web and worker share.
 * @throws KeyFileError naming the file and what to do
 */
export async function loadSamplesKey(file: string): Promise<SamplesKey> {
  const { id, key } = await readKeyFile(file, 'samples-key')
  const loaded = { id, key: createSecretKey(key) }
  key.fill(0)
  return loaded
}
