/** What can be looked for in an entry: all its words, and Cloudflare's texts and codes in it. */
export interface Searched {
  text: string
  says: readonly string[]
  codes: readonly string[]
}

/**
 * Which entries answer what was typed: some words, all of which an entry has, or an error as it was copied out of a
 * terminal, which holds one of Cloudflare's texts. A code that is named as one counts only where nothing else does.
 */
export function search(query: string, entries: readonly Searched[]): boolean[] {
  const wanted = plain(query)
  const words = wanted.split(' ')
  const found = entries.map(({ text, says }) => {
    const all = plain(text)
    return says.some((said) => holds(wanted, said)) || words.every((word) => all.includes(word))
  })
  if (found.includes(true)) return found
  const named = new Set([...wanted.matchAll(/\bcode\W{1,4}(\d{1,5})\b/g)].map(([, code]) => code))
  return entries.map(({ codes }) => codes.some((code) => named.has(code)))
}

/** "…" in a text stands for what varies. */
function holds(wanted: string, said: string): boolean {
  return plain(said)
    .split('…')
    .every((part) => wanted.includes(part.trim()))
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[“”„]/g, '"').replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim()
}
