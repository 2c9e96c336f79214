import { join } from 'node:path'

/** Where the key files are below the data folder: `worker/` is for the worker alone, `web/` for web alone. */
export function keyPaths(dataDir: string) {
  return {
    privateKey: join(dataDir, 'worker', 'vault-private-key.json'),
    workerSamplesKey: join(dataDir, 'worker', 'samples-key.json'),
    publicKey: join(dataDir, 'web', 'vault-public-key.json'),
    webSamplesKey: join(dataDir, 'web', 'samples-key.json'),
  }
}
