import { createSecretKey } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hpkeKeys, place, token } from '#lib/vault/fixtures.testing.ts'
import { createKeys } from '#lib/vault/keys/files.ts'
import { loadPublicKey } from '#lib/vault/keys/load-public-key.ts'
import { localAes } from '#lib/vault/keys/local-aes.ts'
import { localHpkeOpen } from '#lib/vault/keys/local-hpke-open.ts'
import { localHpkeSeal } from '#lib/vault/keys/local-hpke-seal.ts'
import { keyPaths } from '#lib/vault/keys/paths.ts'
import { openCredential } from '#lib/vault/open.ts'
import { sealCredential } from '#lib/vault/seal.ts'

const ENVELOPES = 50

test('with everything in the web folder none of the sealed credentials opens', {
  timeout: 60_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'web-'))
  await createKeys(dataDir)
  const provider = localHpkeSeal(await loadPublicKey(keyPaths(dataDir).publicKey))
  const sealed = await Promise.all(
    Array.from({ length: ENVELOPES }, () => sealCredential(provider, token, place)),
  )
  const seized = join(dataDir, 'seized')
  await cp(join(dataDir, 'web'), seized, { recursive: true })
  // The control: the same attempts with the worker's folder open all of them.
  expect(await openWithEverythingIn(join(dataDir, 'worker'), sealed)).toBe(ENVELOPES)
  expect(await openWithEverythingIn(seized, sealed)).toBe(0)
  await rm(dataDir, { recursive: true })
})

test('what web seals with does not import what opens', async () => {
  const sealing = await importedBy([
    'lib/vault/seal.ts',
    'lib/vault/mask.ts',
    'lib/vault/web-keys.ts',
    'lib/samples/cipher.ts',
  ])
  const opening = await importedBy(['lib/vault/open.ts', 'lib/vault/keys/local-hpke-open.ts'])
  const unsealing = /envelope-open|vault\/open|hpke-open|local-aes|private-key|keys\/files/
  expect(sealing.filter((file) => unsealing.test(file))).toEqual([])
  expect(opening.filter((file) => unsealing.test(file))).toHaveLength(3)
})

/** How many open when all that could be a key there is tried as every kind of key. */
async function openWithEverythingIn(folder: string, sealed: Uint8Array[]): Promise<number> {
  let opened = 0
  const keys = await keysIn(folder)
  expect(keys.length).toBeGreaterThanOrEqual(2)
  for (const bytes of sealed) {
    const kekId = uuid(bytes.subarray(3, 19))
    const providers = await Promise.all(
      keys.flatMap((key) => [
        hpkeKeys(key, kekId).then(localHpkeOpen),
        { ...localAes(kekId, createSecretKey(key)), wrapAlg: 0x02 },
      ]),
    )
    const attempts = await Promise.allSettled(
      providers.map((provider) => openCredential(provider, bytes, place)),
    )
    if (attempts.some(({ status }) => status === 'fulfilled')) opened++
  }
  return opened
}

async function keysIn(folder: string): Promise<Buffer[]> {
  const files = await readdir(folder)
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  const words = texts.flatMap((text) => text.match(/[A-Za-z0-9+/]{40,}=*/g) ?? [])
  return words.map((word) => Buffer.from(word, 'base64')).filter(({ length }) => length === 32)
}

async function importedBy(files: string[], seen = new Set<string>()): Promise<string[]> {
  for (const file of files.filter((name) => !seen.has(name))) {
    seen.add(file)
    const source = await readFile(file, 'utf8')
    const values = [...source.matchAll(/^(?:import|export) (?!type )[^']*'#([^']+)'/gm)].map(
      ([, path]) => `${path}`,
    )
    await importedBy(values, seen)
  }
  return [...seen]
}

function uuid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex')
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => hex.slice(from, to))
    .join('-')
}
