import { rm, writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { KeyFileError } from '#lib/vault/keys/key-file.ts'

/** Expects one sentence, which names the file and holds not even a part of a key. */
export async function refusal(
  attempt: Promise<unknown>,
  file: string,
  says: RegExp,
  key = '',
): Promise<void> {
  const error: unknown = await attempt.catch((reason: unknown) => reason)
  if (!(error instanceof KeyFileError)) throw new Error(`not refused with a KeyFileError: ${error}`)
  expect(error.message).toContain(file)
  expect(error.message).toMatch(says)
  expect(error.message).toMatch(/^Key file [^\n]*\.$/)
  expect(error.cause).toBeUndefined()
  for (let at = 0; at + 6 <= key.length; at++) expect(`${error.stack}`).not.toContain(key.slice(at, at + 6))
}

export async function replace(file: string, text: string): Promise<void> {
  await rm(file)
  await writeFile(file, text, { mode: 0o400 })
}
