import { recognizeCredential } from '#lib/cloudflare/credential-kind.ts'
import { looksSecret } from '#lib/cloudflare/looks-secret.ts'

/**
 * Whether a text of sentences holds a credential: as a word, within one (in brackets, before a full stop, in a link), or
 * taken apart by one line break. Not whether it has the shape of one as a whole: sentences without their blanks soon do.
 */
export function holdsSecret(text: string): boolean {
  const words = text.split(/\s+/)
  if (words.some(looksSecret)) return true
  const joined = [...text.matchAll(/(\S+)[^\S\n]*\n\s*(?=(\S+))/g)].map(([, end, start]) => `${end}${start}`)
  return [...words, ...joined].flatMap(piecesOf).some(isSecret)
}

/** The runs of those characters that credentials are made of; also between full stops, of which some have none. */
function piecesOf(word: string): string[] {
  const runs = (word.match(/[A-Za-z0-9_.-]+/g) ?? []).map((run) => run.replace(/^[.-]+|[.]+$/g, ''))
  return [...runs, ...runs.flatMap((run) => run.split('.'))]
}

function isSecret(piece: string): boolean {
  const kind = recognizeCredential(piece)
  // Part of a link in small letters, such as "how-to-make-a-token", that happens to be as long as an old token.
  if (kind === 'token_legacy') return !/^[a-z0-9-]+$/.test(piece)
  return kind !== 'id' && kind !== 'unknown'
}
