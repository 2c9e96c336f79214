import { randomBytes, randomUUID } from 'node:crypto'
import { access, chmod, link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { KeyFileError, keyFileText, readKeyFile, type StoredKey } from '#lib/vault/keys/key-file.ts'
import { keyPaths } from '#lib/vault/keys/paths.ts'
import { publicKeyOf } from '#lib/vault/keys/x25519.ts'

/**
 * Makes the key files that are missing and checks that those of web and worker belong together. Any number
 * of processes may do it at once: a file appears whole or not at all, and is never replaced.
 * @throws KeyFileError when a file is damaged, open to others, or does not belong to the others
 */
export async function createKeys(dataDir: string): Promise<void> {
  const paths = keyPaths(dataDir)
  await makeFolder(dirname(paths.privateKey))
  await makeFolder(dirname(paths.publicKey))
  await createVaultKeys(paths.privateKey, paths.publicKey)
  await createSamplesKeys(paths.webSamplesKey, paths.workerSamplesKey)
}

async function createVaultKeys(privateFile: string, publicFile: string): Promise<void> {
  // Asked in this order: the private file is always made first, so a public one without it means a loss.
  const hasPublic = await exists(publicFile)
  if (!(await exists(privateFile))) {
    if (hasPublic) {
      throw new KeyFileError(
        `Key file ${privateFile} is missing: restore it from your backup, because no new key opens the credentials that are already sealed with ${publicFile}.`,
      )
    }
    await placeOnce(privateFile, newKeyText('vault-private-key'))
  }
  const { id, createdAt, key } = await readKeyFile(privateFile, 'vault-private-key')
  const publicKey: StoredKey = { purpose: 'vault-public-key', id, createdAt, key: publicKeyOf(key) }
  key.fill(0)
  await placeOnce(publicFile, keyFileText(publicKey))
  const placed = await readKeyFile(publicFile, 'vault-public-key')
  if (placed.id !== id || !placed.key.equals(publicKey.key)) throw notTogether(publicFile, privateFile)
}

async function createSamplesKeys(webFile: string, workerFile: string): Promise<void> {
  if (await exists(workerFile)) await copyOnce(workerFile, webFile)
  else await placeOnce(webFile, newKeyText('samples-key'))
  await copyOnce(webFile, workerFile)
  const web = await readKeyFile(webFile, 'samples-key')
  const worker = await readKeyFile(workerFile, 'samples-key')
  const isSame = web.id === worker.id && web.key.equals(worker.key)
  web.key.fill(0)
  worker.key.fill(0)
  if (!isSame) throw notTogether(webFile, workerFile)
}

function notTogether(one: string, other: string): KeyFileError {
  return new KeyFileError(`Key file ${one} does not belong to ${other}: restore both from the same backup.`)
}

/** Any 32 bytes are a key, of X25519 too, which clamps them itself (RFC 7748, section 5). */
function newKeyText(purpose: StoredKey['purpose']): string {
  const key = randomBytes(32)
  const text = keyFileText({ purpose, id: randomUUID(), createdAt: new Date().toISOString(), key })
  key.fill(0)
  return text
}

async function copyOnce(from: string, to: string): Promise<void> {
  const text = await readFile(from)
  await placeOnce(to, text)
  text.fill(0)
}

/** `link` and not `rename`: it refuses where a file is already, so of two processes exactly one wins. */
async function placeOnce(file: string, text: string | Buffer): Promise<void> {
  if (await exists(file)) return
  const temporary = `${file}.${randomUUID()}.tmp`
  const handle = await open(temporary, 'wx', 0o400)
  try {
    await handle.writeFile(text)
    await handle.sync()
    await link(temporary, file).catch(ignoreExisting)
  } finally {
    await handle.close()
    await unlink(temporary)
  }
  await syncFolder(dirname(file))
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** Without it a power failure can take the new name back, after credentials were sealed with the key. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Changes the mode only where it must: a folder that is mounted read-only stays as it is. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { mode } = await stat(folder)
  if ((mode & 0o077) !== 0) await chmod(folder, 0o700)
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
