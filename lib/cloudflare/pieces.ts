const pieceLength = 12

/**
 * A short text without any piece of a secret that is long enough to help somebody: cut, in other letters' case,
 * backwards, or as base64. A whole echo is replaced where the answer is read; this is for what an upstream made of it.
 */
export function withoutPieces(text: string, secret: string): string {
  if (secret.length < pieceLength) return text
  const base64 = btoa(secret)
  const spellings = [
    secret,
    [...secret].reverse().join(''),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
  ]
  return spellings.some((spelling) => shares(text, spelling))
    ? '[Cloudflare repeated the credential here]'
    : text
}

function shares(text: string, secret: string): boolean {
  const where = text.toLowerCase()
  const what = secret.toLowerCase()
  for (let start = 0; start + pieceLength <= what.length; start += 1) {
    if (where.includes(what.slice(start, start + pieceLength))) return true
  }
  return false
}
