import type { Evidence } from '#lib/cloudflare/check.ts'
import type { Envelope, ReplyError, ResultInfo } from '#lib/cloudflare/response.ts'
import { parseEnvelope } from '#lib/cloudflare/response.ts'

/** Why an answer says nothing about the credential. Each is also a `FailureCode`. */
export type UnclearReason =
  | 'timeout'
  | 'connect_failed'
  | 'reset'
  | 'redirect'
  | 'rate_limited'
  | 'server_error'
  | 'not_json'
  | 'too_large'
  | 'bad_answer'
  | 'unexplained_refusal'

/** What one call came to, before anyone asks what it means for a check. */
export type Outcome =
  | { outcome: 'ok'; result: unknown; resultInfo: ResultInfo; messages: string[] }
  | { outcome: 'refused'; status: number; errors: ReplyError[] }
  | {
      outcome: 'unclear'
      reason: UnclearReason
      retryAfterSeconds: number | null
      /** Something that speaks Cloudflare's envelope answered, though not to the question. */
      answered: boolean
    }

export type Reply = Outcome & { evidence: Evidence }

/** A whole HTTP answer as it came in. */
export interface Answer {
  status: number
  contentType: string
  retryAfter: string | null
  body: string
}

/** Sorts an HTTP answer. What cannot be understood is `unclear`: neither a yes nor a no. */
export function interpret(answer: Answer, now: number): { outcome: Outcome; errors: ReplyError[] } {
  const { status } = answer
  if (status >= 300 && status < 400) return bare(unclear('redirect'))
  // Error pages of proxies and challenge pages are HTML, whatever the status says.
  const envelope = answer.contentType.includes('json') ? parseEnvelope(answer.body) : null
  const errors = envelope ? envelope.errors : []
  const codes = errors.map((error) => error.code)
  if (status === 429 || codes.some((code) => code !== null && rateLimitCodes.has(code))) {
    const retryAfterSeconds = parseRetryAfter(answer.retryAfter, now)
    return { outcome: { ...unclear('rate_limited', Boolean(envelope)), retryAfterSeconds }, errors }
  }
  if (status >= 500) {
    const retryAfterSeconds = parseRetryAfter(answer.retryAfter, now)
    return { outcome: { ...unclear('server_error', Boolean(envelope)), retryAfterSeconds }, errors }
  }
  if (envelope === null) return bare(unclear('not_json'))
  if (envelope === false) return bare(unclear('bad_answer'))
  return { outcome: judge(status, envelope), errors }
}

export function unclear(reason: UnclearReason, answered = false): Outcome & { outcome: 'unclear' } {
  return { outcome: 'unclear', reason, retryAfterSeconds: null, answered }
}

function judge(status: number, { success, errors, messages, result, resultInfo }: Envelope): Outcome {
  const statusIsGood = status >= 200 && status < 300
  if (success) {
    // A success that names errors, or one with a refusing status, contradicts itself.
    if (!statusIsGood || errors.length > 0) return unclear('bad_answer', true)
    return { outcome: 'ok', result, resultInfo, messages }
  }
  const explained = statusIsGood ? errors.some(isAboutAccess) : errors.length > 0
  return explained ? { outcome: 'refused', status, errors } : unclear('unexplained_refusal', true)
}

/** Codes are per product; these are the ones seen for credentials, permissions and ids. */
const accessCodes = new Set([
  1000, 1001, 1011, 6003, 6102, 6103, 6111, 7000, 7003, 9103, 9106, 9107, 9109, 10000, 10001, 10002, 10502,
])
const isAboutAccess = ({ code }: ReplyError) => code !== null && accessCodes.has(code)

/** 971 has been seen inside an HTTP 200 as well. */
const rateLimitCodes = new Set([971, 10429])

/** Seconds or an HTTP date. Capped at an hour: an absurd value must not park an integration for days. */
function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000)
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 3600) : null
}

const bare = (outcome: Outcome) => ({ outcome, errors: [] })
