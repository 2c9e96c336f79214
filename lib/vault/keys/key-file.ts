import { createHmac } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { z } from 'zod'

/** One file holds one key of 32 bytes. Its purpose is written in it, so that one cannot stand in for another. */
export interface StoredKey {
  purpose: 'vault-private-key' | 'vault-public-key' | 'samples-key'
  id: string
  createdAt: string
  /** The reader of a file fills it with zeros after use. */
  key: Buffer
}

/** Stops the start. The message is one sentence: which file, and what to do. It never holds key bytes. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
}

/**
 * Reads and checks a key file. All but the public key must be closed to group and others.
 * @throws KeyFileError when it is missing, open to others, damaged, or holds another kind of key
 */
export async function readKeyFile(file: string, purpose: StoredKey['purpose']): Promise<StoredKey> {
  const handle = await openFile(file)
  try {
    const { mode } = await handle.stat()
    if (purpose !== 'vault-public-key' && (mode & 0o077) !== 0) {
      throw new KeyFileError(`Key file ${file} can be used by other users: run "chmod 400 ${file}".`)
    }
    return parse(file, purpose, await contentOf(handle, file))
  } finally {
    await handle.close()
  }
}

/** The text of a key file; the same key always gives the same text. */
export function keyFileText({ key, ...rest }: StoredKey): string {
  return `${JSON.stringify({ ...rest, key: key.toString('base64'), kcv: kcvOf(key) }, null, 2)}\n`
}

/** Check value: tells whether a key is the expected one, and nothing about the key itself. */
export function kcvOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('cfo/kcv/v1').digest().subarray(0, 8).toString('hex')
}

const RESTORE = 'restore it from your backup'

const content = z.strictObject({
  purpose: z.enum(['vault-private-key', 'vault-public-key', 'samples-key']),
  id: z.uuid().lowercase(),
  createdAt: z.iso.datetime(),
  key: z.base64().length(44),
  kcv: z.string(),
})

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new KeyFileError(
      isMissing
        ? `Key file ${file} is missing: ${RESTORE}, or start the portal once with an empty data folder.`
        : `Key file ${file} cannot be read: give it to the user that runs this process.`,
    )
  }
}

async function contentOf(handle: FileHandle, file: string): Promise<unknown> {
  const bytes = await handle.readFile().catch(() => {
    throw new KeyFileError(`Key file ${file} cannot be read: ${RESTORE}.`)
  })
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    // The error of JSON.parse quotes the text, so it must not travel along as a cause.
    throw new KeyFileError(`Key file ${file} is not a key file: ${RESTORE}.`)
  } finally {
    bytes.fill(0)
  }
}

function parse(file: string, purpose: StoredKey['purpose'], found: unknown): StoredKey {
  const { data } = content.safeParse(found)
  if (!data) throw new KeyFileError(`Key file ${file} is not a key file: ${RESTORE}.`)
  if (data.purpose !== purpose) {
    throw new KeyFileError(`Key file ${file} holds a ${data.purpose}, not a ${purpose}: ${RESTORE}.`)
  }
  const key = Buffer.from(data.key, 'base64')
  if (key.length !== 32 || kcvOf(key) !== data.kcv) {
    key.fill(0)
    throw new KeyFileError(`Key file ${file} is damaged, its key does not match its check value: ${RESTORE}.`)
  }
  return { purpose, id: data.id, createdAt: data.createdAt, key }
}
