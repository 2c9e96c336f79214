import { cleanId } from '#lib/cloudflare/credential-kind.ts'

/** The ids in one text, cleaned, each once: on lines of their own, or with blanks, commas or semicolons between them. */
export function separateIds(text: string): string[] {
  const ids = text.split(/[\s,;]+/).map(cleanId)
  return [...new Set(ids)].filter((id) => id !== '')
}
