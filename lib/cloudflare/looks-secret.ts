import { recognizeCredential } from '#lib/cloudflare/credential-kind.ts'

/** Whether a text that was typed into a field for something else has the shape of a credential, as a whole or in a part. */
export function looksSecret(text: string): boolean {
  const parts = text.split(/[\s,;]+/)
  if (parts.some(isSecret)) return true
  // Ids one below the other have together the shape of a key; a key that a line break took apart has no id in it.
  return !parts.some((part) => recognizeCredential(part) === 'id') && isSecret(text)
}

function isSecret(text: string): boolean {
  const kind = recognizeCredential(text)
  return kind !== 'id' && kind !== 'unknown'
}
