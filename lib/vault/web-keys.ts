import 'server-only'
import { webEnv } from '#lib/env.ts'
import { loadPublicKey } from '#lib/vault/keys/load-public-key.ts'
import { loadSamplesKey } from '#lib/vault/keys/load-samples-key.ts'
import { localHpkeSeal } from '#lib/vault/keys/local-hpke-seal.ts'
import { keyPaths } from '#lib/vault/keys/paths.ts'

const publicKey = once(() => loadPublicKey(keyPaths(webEnv().DATA_DIR).publicKey))

/**
 * What the web process has of the vault: the key to seal credentials with, the id of its version, and the key that shows
 * samples.
 */
export const webKeys = {
  sealProvider: once(sealProvider),
  kekId: async () => (await publicKey()).kekId,
  samplesKey: once(samplesKey),
}

async function sealProvider() {
  return localHpkeSeal(await publicKey())
}

async function samplesKey() {
  return loadSamplesKey(keyPaths(webEnv().DATA_DIR).webSamplesKey)
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
}
