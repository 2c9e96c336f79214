import type { UnclearReason } from '#lib/cloudflare/reply.ts'

/** Sorts what `fetch` threw by the code at the bottom of its chain of causes. */
export function transportReason(error: unknown, headersCame: boolean): UnclearReason {
  const code = codeOf(error)
  if (tooLargeCodes.has(code)) return 'too_large'
  if (slowCodes.has(code)) return 'timeout'
  if (brokenBytes.some((prefix) => code.startsWith(prefix))) return 'not_json'
  if (connectCodes.has(code)) return 'connect_failed'
  if (resetCodes.has(code) || headersCame) return 'reset'
  // What is left before any answer are name, route and certificate problems in their many spellings.
  return 'connect_failed'
}

/** Of the HTTP parser, and of the decoders for gzip and deflate, brotli and zstd. */
const brokenBytes = ['HPE_', 'Z_', 'ERR__ERROR', 'ERR_BROTLI', 'ZSTD_', 'ERR_ZSTD']
const tooLargeCodes = new Set(['UND_ERR_HEADERS_OVERFLOW', 'HPE_HEADER_OVERFLOW'])
const slowCodes = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])
const connectCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
])
const resetCodes = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'])

function codeOf(error: unknown): string {
  let current = error
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code
    // The parser's complaint about a first line that is not HTTP comes without a code.
    if (current.name === 'HTTPParserError') return 'HPE_UNKNOWN'
    current = current.cause
  }
  return ''
}
