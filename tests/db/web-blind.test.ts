import { createHash, createSecretKey } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { webEnv } from '#lib/env.ts'
import { placeOf } from '#lib/integrations/credential-place.ts'
import { hpkeKeys } from '#lib/vault/fixtures.testing.ts'
import { loadPrivateKey } from '#lib/vault/keys/load-private-key.ts'
import { localAes } from '#lib/vault/keys/local-aes.ts'
import { localHpkeOpen } from '#lib/vault/keys/local-hpke-open.ts'
import type { UnsealProvider } from '#lib/vault/keys/provider.ts'
import { openCredential } from '#lib/vault/open.ts'
import { urlOf } from '#tests/db/cluster.ts'
import { connectSample, given, newMember, workerDatabase } from '#tests/db/fixtures.ts'

const folder = (name: 'web' | 'worker') => join(webEnv().DATA_DIR, name)
let stored: Awaited<ReturnType<typeof storedCredential>>
beforeAll(async () => {
  stored = await storedCredential('user token')
})

async function storedCredential(name: string) {
  const { customerId } = await newMember().then(async (member) => {
    await connectSample(member, name)
    return member
  })
  return workerDatabase().forCustomer(customerId, (tx) =>
    tx.credential.findFirstOrThrow({ omit: { sealed: false } }),
  )
}

async function filesIn(name: 'web' | 'worker'): Promise<{ path: string; bytes: Buffer }[]> {
  const names = await readdir(folder(name), { recursive: true })
  return Promise.all(
    names.map(async (file) => ({
      path: join(folder(name), file),
      bytes: await readFile(join(folder(name), file)),
    })),
  )
}

/** Everything of 32 bytes that a text could stand for, in every spelling, and what is commonly made of a password. */
function keysIn(bytes: Buffer): Buffer[] {
  const text = bytes.toString('utf8')
  const words = [
    text,
    text.trim(),
    ...(text.match(/[\w+/=-]{16,}/g) ?? []),
    ...(text.match(/[^"\s:@/]+/g) ?? []),
  ]
  const encodings = ['base64', 'base64url', 'hex', 'utf8'] as const
  const spelled = words.flatMap((word) => encodings.map((encoding) => Buffer.from(word, encoding)))
  const hashed = words.map((word) => createHash('sha256').update(word).digest())
  const found = [bytes, ...spelled, ...hashed].filter(({ length }) => length === 32)
  return [...new Map(found.map((key) => [key.toString('hex'), key])).values()]
}

/** Whether a key opens the stored envelope as the private key of HPKE, or as a key of AES. */
async function opens(key: Buffer): Promise<boolean> {
  const { kekId, sealed } = stored
  const aes = localAes(kekId, createSecretKey(key))
  const providers: UnsealProvider[] = [
    localHpkeOpen(await hpkeKeys(key, kekId)),
    aes,
    { ...aes, wrapAlg: 0x02 },
  ]
  const tries = await Promise.allSettled(
    providers.map((provider) => openCredential(provider, given(sealed), placeOf(stored))),
  )
  return tries.some(({ status }) => status === 'fulfilled')
}

async function countOpening(keys: Buffer[]): Promise<number> {
  let count = 0
  for (const key of keys) if (await opens(key)) count++
  return count
}

test('the loader of private keys takes no file that web has', async () => {
  const files = await filesIn('web')
  expect(files.length).toBeGreaterThanOrEqual(3)
  for (const { path } of files) await expect(loadPrivateKey(path)).rejects.toThrow(/Key file/)
})

test('nothing in the files of web opens what is stored, as whatever kind of key it is tried', async () => {
  const keys = (await filesIn('web')).flatMap(({ bytes }) => keysIn(bytes))
  expect(keys.length).toBeGreaterThan(10)
  expect(await countOpening(keys)).toBe(0)
  // The control: the same attempts with the worker's files find the key.
  expect(await countOpening((await filesIn('worker')).flatMap(({ bytes }) => keysIn(bytes)))).toBe(1)
})

test('nothing in the environment of web opens it either', async () => {
  const environment = {
    DATA_DIR: webEnv().DATA_DIR,
    WEB_DATABASE_URL: urlOf('web'),
    STAFF_DATABASE_URL: urlOf('staff'),
  }
  const keys = keysIn(Buffer.from(JSON.stringify(environment)))
  expect(keys.length).toBeGreaterThan(2)
  expect(await countOpening(keys)).toBe(0)
})

test('the folders of both are closed to everybody else', async () => {
  for (const name of ['web', 'worker'] as const) {
    expect((await stat(folder(name))).mode & 0o077).toBe(0)
    for (const { path } of await filesIn(name))
      expect([path, (await stat(path)).mode & 0o077]).toEqual([path, 0])
  }
})
