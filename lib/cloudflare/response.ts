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
  const { success, errors, messages, result, result_info } = parsed.data
  return { success, errors: flatten(errors), messages, result, resultInfo: result_info }
}

/** `GET …/tokens/verify`. The dates appear only when they are set. */
export const verifiedToken = z.object({
  id: z.string().nullish(),
  status: z.string(),
  expires_on: z.string().nullish(),
  not_before: z.string().nullish(),
})

/** `GET /user`. */
export const user = z.object({ id: z.string().nullish(), email: z.string() })

/** `GET /accounts/{account_id}`. */
export const account = z.object({ id: z.string(), name: z.string().catch('') })

/** `GET /zones/{zone_id}`. */
export const zone = z.object({
  id: z.string(),
  name: z.string().catch(''),
  status: z.string().nullish().catch(null),
  account: z.object({ id: z.string(), name: z.string().nullish().catch(null) }),
  plan: z.object({ legacy_id: z.string().nullish() }).nullish().catch(null),
})

/** Both audit logs answer with a list; each record is read field by field elsewhere. */
export const auditLog = z.array(z.looseObject({}))

// A reply names a handful of errors; more than this is noise that nobody would read.
const maxErrors = 10

const apiError = z.object({
  code: z.coerce.number().int().nullable().catch(null).default(null),
  message: z.string().catch('').default(''),
  error_chain: z.array(z.unknown()).catch([]).default([]),
})

const envelopeSchema = z.object({
  success: z.boolean(),
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
      count: z.coerce.number().nullable().catch(null).default(null),
      cursor: z.string().nullish().catch(null),
      total_pages: z.number().int().nullish().catch(null),
    })
    .catch({ count: null, cursor: null, total_pages: null })
    .default({ count: null, cursor: null, total_pages: null })
    .transform(({ count, cursor, total_pages }) => ({
      count,
      cursor: cursor || null,
      totalPages: total_pages ?? null,
    })),
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `errors[]` first, then each `error_chain[]`: a bad token, key and e-mail share the top-level code 6003. */
function flatten(list: unknown[]): ReplyError[] {
  const top = list.slice(0, maxErrors).map((item) => apiError.catch(unreadable).parse(item))
  const chained = top.flatMap((error) =>
    error.error_chain.map((item) => apiError.catch(unreadable).parse(item)),
  )
  const all = [
    ...top.map((e) => ({ ...e, chained: false })),
    ...chained.map((e) => ({ ...e, chained: true })),
  ]
  return all.slice(0, maxErrors).map(({ code, message, chained }) => ({ code, message, chained }))
}

const unreadable = { code: null, message: '', error_chain: [] }

function messageOf(item: unknown): string[] {
  const parsed = z.union([z.string(), z.object({ message: z.string() })]).safeParse(item)
  if (!parsed.success) return []
  return [typeof parsed.data === 'string' ? parsed.data : parsed.data.message]
}
