import { AsyncLocalStorage } from 'node:async_hooks'

const live = new AsyncLocalStorage<Set<string>>()

/** Within `fn` none of these values is ever printed, whoever writes the line. Short values are left out: they would hit ordinary words. */
export function withSecrets<T>(secrets: readonly string[], fn: () => T): T {
  const known = live.getStore()
  return live.run(new Set([...(known ?? []), ...secrets.filter((secret) => secret.length >= 8)]), fn)
}

// Cloudflare's own forms (docs: fundamentals/api/get-started/token-formats), and whatever stands in a header.
const patterns = [
  /\bcf(?:ut|at|k|oat)_[A-Za-z0-9_-]{8,}/g,
  /\bBearer\s+[^\s"']+/gi,
  /\bX-Auth-Key["':\s]+[^\s"',}]+/gi,
  /\b[0-9a-f]{37,45}\b/g,
  /\bpostgres(?:ql)?:\/\/[^\s"']+/g,
]

/** The text with every live secret of this request and everything that looks like a credential replaced; control characters escaped. */
export function redact(text: string): string {
  let clean = text
  for (const secret of live.getStore() ?? []) clean = clean.replaceAll(secret, '[redacted]')
  for (const pattern of patterns) clean = clean.replace(pattern, '[redacted]')
  return clean.replace(/[\p{Cc}\p{Cf}]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
