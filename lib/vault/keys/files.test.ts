import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSample, sealSample } from '#lib/samples/cipher.ts'
import { place, revealed, token } from '#lib/vault/fixtures.testing.ts'
import { createKeys } from '#lib/vault/keys/files.ts'
import { loadPrivateKey } from '#lib/vault/keys/load-private-key.ts'
import { loadPublicKey } from '#lib/vault/keys/load-public-key.ts'
import { loadSamplesKey } from '#lib/vault/keys/load-samples-key.ts'
import { localHpkeOpen } from '#lib/vault/keys/local-hpke-open.ts'
import { localHpkeSeal } from '#lib/vault/keys/local-hpke-seal.ts'
import { keyPaths } from '#lib/vault/keys/paths.ts'
import { refusal, replace } from '#lib/vault/keys/refusal.testing.ts'
import { openCredential } from '#lib/vault/open.ts'
import { sealCredential } from '#lib/vault/seal.ts'

let dataDir: string
let paths: ReturnType<typeof keyPaths>

beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'keys-')), 'data')
  paths = keyPaths(dataDir)
})

afterEach(async () => {
  await rm(join(dataDir, '..'), { recursive: true })
})

test('the first start makes all keys, closed to everybody else', async () => {
  await createKeys(dataDir)
  expect(await content()).toEqual({
    'web/samples-key.json': '400',
    'web/vault-public-key.json': '400',
    'worker/samples-key.json': '400',
    'worker/vault-private-key.json': '400',
  })
  for (const folder of ['', 'web', 'worker']) expect(await modeOf(join(dataDir, folder))).toBe('700')
})

test('web seals and worker opens with what was made, and they can see that they belong together', async () => {
  await createKeys(dataDir)
  const web = await loadPublicKey(paths.publicKey)
  const worker = await loadPrivateKey(paths.privateKey)
  expect([web.kekId, web.kcv]).toEqual([worker.kekId, worker.kcv])
  expect(worker.privateKey.extractable).toBe(false)
  const sealed = await sealCredential(localHpkeSeal(web), token, place)
  expect(revealed(await openCredential(localHpkeOpen(worker), sealed, place))).toEqual(revealed(token))
  const samples = { customerId: 'a', integrationId: 'b', verificationId: 'c' }
  const sample = sealSample(await loadSamplesKey(paths.workerSamplesKey), 'a record', samples)
  expect(openSample(await loadSamplesKey(paths.webSamplesKey), sample, samples)).toBe('a record')
})

test('a later start changes nothing and writes nothing, because folders may be mounted read-only', async () => {
  await createKeys(dataDir)
  const before = [await texts(), await changeTimes()]
  await createKeys(dataDir)
  expect([await texts(), await changeTimes()]).toEqual(before)
})

test('folders that are open to others are closed', async () => {
  await mkdir(join(dataDir, 'web'), { recursive: true, mode: 0o755 })
  await createKeys(dataDir)
  expect(await modeOf(join(dataDir, 'web'))).toBe('700')
})

test('twenty starts at once agree', async () => {
  await Promise.all(Array.from({ length: 20 }, () => createKeys(dataDir)))
  expect(Object.keys(await content())).toHaveLength(4)
  expect((await loadPublicKey(paths.publicKey)).kcv).toBe((await loadPrivateKey(paths.privateKey)).kcv)
})

test('starts that overtake each other agree', { timeout: 30_000 }, async () => {
  for (let round = 0; round < 50; round++) {
    const folder = join(dataDir, String(round))
    const seen = await Promise.all([0, 1, 2, 3].map((turn) => startAndRead(folder, turn)))
    expect(new Set(seen).size, `round ${round}: the private key changed after a start had read it`).toBe(1)
  }
})

test('four processes at once agree', { timeout: 30_000 }, async () => {
  const script = `import { createKeys } from '#lib/vault/keys/files.ts'; await createKeys(process.argv[1])`
  const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, dataDir])
  await Promise.all([start(), start(), start(), start()])
  expect(Object.keys(await content())).toHaveLength(4)
  expect((await loadPublicKey(paths.publicKey)).kcv).toBe((await loadPrivateKey(paths.privateKey)).kcv)
})

test.each(['publicKey', 'webSamplesKey', 'workerSamplesKey'] as const)(
  'a lost %s is made again from its other half',
  async (name) => {
    await createKeys(dataDir)
    const before = await texts()
    await rm(paths[name])
    await createKeys(dataDir)
    expect(await texts()).toEqual(before)
  },
)

test('a lost private key is never replaced by a new one', async () => {
  await createKeys(dataDir)
  await rm(paths.privateKey)
  await refusal(createKeys(dataDir), paths.privateKey, /missing.*restore/)
  await expect(stat(paths.privateKey)).rejects.toThrow('ENOENT')
})

test.each(['publicKey', 'workerSamplesKey'] as const)(
  'a %s of another data folder is refused',
  async (name) => {
    const other = join(dataDir, '..', 'other')
    await Promise.all([createKeys(dataDir), createKeys(other)])
    await replace(paths[name], await readFile(keyPaths(other)[name], 'utf8'))
    await refusal(createKeys(dataDir), paths[name], /does not belong/)
  },
)

/** Starts a little later than the one before, and tells which private key it found. */
async function startAndRead(folder: string, turn: number): Promise<string> {
  await setTimeout(turn * Math.random() * 3)
  await createKeys(folder)
  return (await loadPrivateKey(keyPaths(folder).privateKey)).kcv
}

async function content(): Promise<Record<string, string>> {
  const found = await readdir(dataDir, { recursive: true })
  const files = found.filter((name) => name.includes('.')).sort()
  return Object.fromEntries(
    await Promise.all(files.map(async (name) => [name, await modeOf(join(dataDir, name))])),
  )
}

async function texts(): Promise<string[]> {
  return Promise.all(Object.values(paths).map((file) => readFile(file, 'utf8')))
}

/** A folder's changes with every name that comes or goes, even for a moment, and with its mode. */
async function changeTimes(): Promise<bigint[]> {
  const folders = [join(dataDir, 'web'), join(dataDir, 'worker')]
  return Promise.all(folders.map(async (folder) => (await stat(folder, { bigint: true })).ctimeNs))
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}
