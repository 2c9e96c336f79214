import type { Evidence } from '#lib/cloudflare/check.ts'
import { saysForbidden } from '#lib/cloudflare/classify.ts'
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
  | 'edge_error'
  | 'html_page'
  | 'cut_off'
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

/** Reads a body that is said to be JSON; null when it is none, `false` when it is JSON of another shape. */
export type ReadBody = (body: string) => Envelope | null | false

/** Sorts an HTTP answer. What cannot be understood is `unclear`: neither a yes nor a no. */
export function interpret(
  answer: Answer,
  now: number,
  readBody: ReadBody = parseEnvelope,
): { outcome: Outcome; errors: ReplyError[] } {
  const { status } = answer
  if (status >= 300 && status < 400) return bare(unclear('redirect'))
  // Error pages of proxies and challenge pages are HTML, whatever the status says.
  const envelope = isHtml(answer) ? null : readBody(answer.body)
  const errors = envelope ? envelope.errors : []
  const retryAfterSeconds = parseRetryAfter(answer.retryAfter, now)
  if (status === 429 || errors.some(isRateLimit)) {
    return { outcome: { ...unclear('rate_limited', Boolean(envelope)), retryAfterSeconds }, errors }
  }
  if (status >= 500) {
    const reason = edgeStatuses.has(status) ? 'edge_error' : 'server_error'
    return { outcome: { ...unclear(reason, Boolean(envelope)), retryAfterSeconds }, errors }
  }
  if (envelope === null) return bare(unclear(isHtml(answer) ? 'html_page' : brokenJson(answer.body)))
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
    // A list without anything in it is `null` to some services; the count says so.
    const isEmptyList = (result === null || result === undefined) && resultInfo.count === 0
    return { outcome: 'ok', result: isEmptyList ? [] : result, resultInfo, messages }
  }
  const explained = statusIsGood ? errors.some(isAboutAccess) : errors.length > 0
  return explained ? { outcome: 'refused', status, errors } : unclear('unexplained_refusal', true)
}

/** Codes are per product; these are the ones seen for credentials, permissions and ids. */
const accessCodes = new Set([
  1000, 1001, 1011, 6003, 6102, 6103, 6111, 7000, 7003, 9103, 9106, 9107, 9109, 10000, 10001, 10002, 10502,
])
const isAboutAccess = (error: ReplyError) =>
  typeof error.code === 'number' ? accessCodes.has(error.code) : saysForbidden(error)

/** 971 has been seen inside an HTTP 200 as well; GraphQL has a budget of its own and says so in words. */
const isRateLimit = ({ code, message }: ReplyError) =>
  code === 971 || code === 10429 || /rate limiter budget depleted/i.test(message)

/** Cloudflare's own edge says these, when what is behind it gives no good answer. */
const edgeStatuses = new Set([520, 521, 522, 523, 524, 525, 526, 530])

function isHtml({ contentType, body }: Answer): boolean {
  return /html/i.test(contentType) || /^\s*<(?:!doctype|html)/i.test(body)
}

/** An answer that begins as JSON does and does not end so was cut on its way. */
function brokenJson(body: string): UnclearReason {
  const text = body.trim()
  return text.startsWith('{') && !text.endsWith('}') ? 'cut_off' : 'not_json'
}

/** Seconds or an HTTP date. Capped at an hour: an absurd value must not park an integration for days. */
function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null
  // Sent twice, it comes joined by a comma; a date has a comma of its own, after a word.
  const number = /^\s*(\d{1,9}(?:\.\d+)?)\s*(?:,|$)/.exec(header)?.[1]
  const seconds = Math.ceil(number ? Number(number) : (Date.parse(header) - now) / 1000)
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 3600) : null
}

const bare = (outcome: Outcome) => ({ outcome, errors: [] })
