import * as z from 'zod'
import { type Envelope, parseEnvelope, parseJson } from '#lib/cloudflare/response.ts'

/**
 * Reads an answer of GraphQL as if it came in the envelope of the other endpoints. `data` with `errors: null` is a
 * success; errors are a refusal, even inside a 200. In front of GraphQL the ordinary envelope refuses as everywhere.
 */
export function parseGraphql(text: string): Envelope | null | false {
  const parsed = answer.safeParse(parseJson(text))
  if (!parsed.success) return parseEnvelope(text)
  const { data, errors } = parsed.data
  return {
    success: errors.length === 0,
    errors: errors
      .slice(0, 10)
      .map(({ message, extensions }) => ({ code: extensions.code, message, chained: false })),
    messages: [],
    result: data,
    resultInfo: { count: null, cursor: null, totalPages: null },
  }
}

// A word such as "authz"; anything else could be an echo of what was sent.
const code = z.string().regex(/^[a-z_]{1,30}$/i)
const none = { code: null }

const error = z.object({
  message: z.string().catch(''),
  extensions: z
    .object({ code: code.nullable().catch(null).default(null) })
    .catch(none)
    .default(none),
})
const unreadable = { message: '', extensions: none }

const answer = z
  .object({
    // What has this is the ordinary envelope.
    success: z.undefined().optional(),
    data: z.unknown().optional(),
    errors: z
      .array(error.catch(unreadable))
      .nullish()
      .transform((list) => list ?? []),
  })
  .refine(({ data, errors }) => data !== undefined || errors.length > 0)
