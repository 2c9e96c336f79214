/** What can be looked for in an entry: all its words, and Cloudflare's texts and codes in it. */
export interface Searched {
  text: string
  says: readonly string[]
  codes: readonly string[]
}

/**
 * Whether an entry answers what was typed: some words, all of which it has, or an error as it was copied out of a
 * terminal, which holds one of Cloudflare's texts or a code that is named as one.
 */
export function answers(query: string, { text, says, codes }: Searched): boolean {
  const wanted = plain(query)
  const hasText = says.some((said) =>
    plain(said)
      .split('…')
      .every((part) => wanted.includes(part.trim())),
  )
  if (hasText) return true
  const named = [...wanted.matchAll(/\bcode\W{1,4}(\d{1,5})\b/g)].map(([, code]) => code)
  if (named.length > 0) return codes.some((code) => named.includes(code))
  const all = plain(text)
  return wanted.split(' ').every((word) => all.includes(word))
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[“”„]/g, '"').replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim()
}
