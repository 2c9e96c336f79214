import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createKeys } from '#lib/vault/keys/files.ts'
import { kcvOf } from '#lib/vault/keys/key-file.ts'
import { loadPrivateKey } from '#lib/vault/keys/load-private-key.ts'
import { loadPublicKey } from '#lib/vault/keys/load-public-key.ts'
import { loadSamplesKey } from '#lib/vault/keys/load-samples-key.ts'
import { keyPaths } from '#lib/vault/keys/paths.ts'
import { refusal, replace } from '#lib/vault/keys/refusal.testing.ts'

let dataDir: string
let paths: ReturnType<typeof keyPaths>

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'keys-'))
  paths = keyPaths(dataDir)
})

afterEach(async () => {
  await rm(dataDir, { recursive: true })
})

test('a check value is 8 bytes of HMAC-SHA-256 over its label', () => {
  expect(kcvOf(new Uint8Array(32).fill(0x11))).toBe('92557f2cee2f82c3')
})

const loads = [
  ['privateKey', loadPrivateKey],
  ['publicKey', loadPublicKey],
  ['webSamplesKey', loadSamplesKey],
] as const

test.each(loads)('%s: refused when missing, damaged, cut, or no file at all', async (name, load) => {
  const file = paths[name]
  await refusal(load(file), file, /is missing: restore/)
  await createKeys(dataDir)
  const text = await readFile(file, 'utf8')
  const { key, kcv } = JSON.parse(text)
  const otherKey = `${key.startsWith('A') ? 'B' : 'A'}${key.slice(1)}`
  await replace(file, text.replace(key, otherKey))
  await refusal(load(file), file, /is damaged.*restore/, otherKey)
  await replace(file, text.replace(kcv, '0000000000000000'))
  await refusal(load(file), file, /is damaged.*restore/, key)
  await replace(file, text.replace(key, key.slice(0, 40)))
  await refusal(load(file), file, /is not a key file/, key.slice(0, 40))
  for (let end = 0; end < text.length - 2; end += 7) {
    await replace(file, text.slice(0, end))
    await refusal(load(file), file, /is not a key file/, key)
  }
  // The parser's own error would quote what stands here.
  await replace(file, text.replace(`"${key}"`, `x${key}`))
  await refusal(load(file), file, /is not a key file/, key)
  await rm(file)
  await mkdir(file, { mode: 0o700 })
  await refusal(load(file), file, /cannot be read/)
})

test.each(['privateKey', 'webSamplesKey'] as const)('%s: refused when others can use it', async (name) => {
  await createKeys(dataDir)
  const load = name === 'privateKey' ? loadPrivateKey : loadSamplesKey
  for (const mode of [0o440, 0o404, 0o444, 0o644, 0o410, 0o402]) {
    await chmod(paths[name], mode)
    await refusal(load(paths[name]), paths[name], /chmod 400/)
  }
  await chmod(paths[name], 0o600)
  await expect(load(paths[name])).resolves.toBeDefined()
})

test('the public key may be readable by all', async () => {
  await createKeys(dataDir)
  await chmod(paths.publicKey, 0o444)
  await expect(loadPublicKey(paths.publicKey)).resolves.toBeDefined()
})

test('a key file of another purpose is refused', async () => {
  await createKeys(dataDir)
  await refusal(
    loadPrivateKey(paths.publicKey),
    paths.publicKey,
    /holds a vault-public-key, not a vault-private-key/,
  )
  await refusal(
    loadSamplesKey(paths.privateKey),
    paths.privateKey,
    /holds a vault-private-key, not a samples-key/,
  )
  await refusal(
    loadPublicKey(paths.privateKey),
    paths.privateKey,
    /holds a vault-private-key, not a vault-public-key/,
  )
})
