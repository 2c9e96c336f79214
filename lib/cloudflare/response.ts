import * as z from 'zod'
import type { Evidence } from '#lib/cloudflare/check.ts'

/** One error of a reply, `errors[]` and `error_chain[]` alike. */
export type ReplyError = Evidence['errors'][number]

/** Cloudflare's envelope, read leniently: codes can be missing or 0, lists null, `errors` empty on a refusal. */
export interface Envelope {
  success: boolean
  errors: ReplyError[]
  messages: string[]
  result: unknown
  resultInfo: ResultInfo
}

export interface ResultInfo {
  /** A string in Cloudflare's schema of the audit log, a number elsewhere. */
  count: number | null
  /** Null at the end, where Cloudflare sends none or an empty one. */
  cursor: string | null
  /** Of lists with numbered pages. */
  totalPages: number | null
}

/** Reads a JSON text as an envelope; null when it is not JSON at all, `false` when it is another shape. */
export function parseEnvelope(text: string): Envelope | null | false {
  const json = parseJson(text)
  if (json === undefined) return null
  const parsed = envelopeSchema.safeParse(json)
  if (!parsed.success) return false
  const { messages, result, result_info } = parsed.data
  const errors = flatten(parsed.data.errors)
  // Some services leave `success` out of a refusal; without it nothing else counts as an envelope.
  const success = parsed.data.success ?? (errors.length > 0 ? false : null)
  return success === null ? false : { success, errors, messages, result, resultInfo: result_info }
}

// Cloudflare prints ids small; who stands in for it may not.
const id = z.string().transform((text) => text.toLowerCase())

/** `GET …/tokens/verify`. The dates appear only when they are set. */
export const verifiedToken = z.object({
  id: z.string().nullish().catch(null),
  status: z.string(),
  expires_on: z.string().nullish(),
  not_before: z.string().nullish(),
})

/** `GET /user`. */
export const user = z.object({ email: z.string() })

/** `GET /accounts/{account_id}`. */
export const account = z.object({ id, name: z.string().catch('') })

/** `GET /zones/{zone_id}`. */
export const zone = z.object({
  id,
  name: z.string().catch(''),
  status: z.string().nullish().catch(null),
  account: z.object({ id, name: z.string().nullish().catch(null) }),
  plan: z
    .object({ legacy_id: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
})

/** Both audit logs answer with a list; each record is read field by field elsewhere. */
export const auditLog = z.array(z.looseObject({}))

// A reply names a handful of errors; more than this is noise that nobody would read.
const maxErrors = 10
const maxChain = 4

/** A whole number, written as one or as a text. */
const wholeNumber = z
  .union([
    z.number().int(),
    z
      .string()
      .regex(/^-?\d{1,9}$/)
      .transform(Number),
  ])
  .nullable()
  .catch(null)
  .default(null)

const apiError = z.object({
  code: wholeNumber,
  message: z.string().catch('').default(''),
  error_chain: z.array(z.unknown()).catch([]).default([]),
})

const envelopeSchema = z.object({
  success: z.boolean().optional(),
  errors: z.array(z.unknown()).catch([]).default([]),
  messages: z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform((list) => list.flatMap(messageOf)),
  // Often missing on a refusal.
  result: z.unknown().optional(),
  result_info: z
    .object({
      count: wholeNumber,
      cursor: z.string().nullish().catch(null),
      total_pages: wholeNumber,
    })
    .catch({ count: null, cursor: null, total_pages: null })
    .default({ count: null, cursor: null, total_pages: null })
    .transform(({ count, cursor, total_pages }) => ({
      count,
      cursor: cursor || null,
      totalPages: total_pages,
    })),
})

/** Undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `errors[]` first, then each `error_chain[]`: a bad token, key and e-mail share the top-level code 6003. */
function flatten(list: unknown[]): ReplyError[] {
  const all: ReplyError[] = []
  let level = list
  for (let depth = 0; depth < maxChain && level.length > 0; depth += 1) {
    const read = level.slice(0, maxErrors).map((item) => apiError.catch(unreadable).parse(item))
    all.push(...read.map(({ code, message }) => ({ code, message, chained: depth > 0 })))
    level = read.flatMap((error) => error.error_chain)
  }
  return all.slice(0, maxErrors)
}

const unreadable = { code: null, message: '', error_chain: [] }

function messageOf(item: unknown): string[] {
  const parsed = z.union([z.string(), z.object({ message: z.string() })]).safeParse(item)
  if (!parsed.success) return []
  return [typeof parsed.data === 'string' ? parsed.data : parsed.data.message]
}
