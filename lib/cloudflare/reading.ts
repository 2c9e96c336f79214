import type * as z from 'zod'
import type { Evidence } from '#lib/cloudflare/check.ts'
import { classifyRefusal, type Refusal } from '#lib/cloudflare/classify.ts'
import type { Reply, UnclearReason } from '#lib/cloudflare/reply.ts'

/** A reply that has been understood: a value of the expected shape, a refusal with its reason, or neither. */
export type Reading<T> =
  | { outcome: 'ok'; value: T; evidence: Evidence }
  | { outcome: 'refused'; refusal: Exclude<Refusal, 'internal_error' | 'other'>; evidence: Evidence }
  | { outcome: 'unclear'; reason: UnclearReason; retryAfterSeconds: number | null; evidence: Evidence }

/**
 * Understands a reply. `accept` says whether the value is the thing that was asked for: a proxy that
 * answers every question with some well-formed object must not count as a yes.
 */
export function read<T>(
  reply: Reply,
  schema: z.ZodType<T>,
  accept: (value: T) => boolean = () => true,
): Reading<T> {
  const { evidence } = reply
  const unclear = (reason: UnclearReason) =>
    ({ outcome: 'unclear', reason, retryAfterSeconds: null, evidence }) as const
  if (reply.outcome === 'unclear') {
    return { outcome: 'unclear', reason: reply.reason, retryAfterSeconds: reply.retryAfterSeconds, evidence }
  }
  if (reply.outcome === 'refused') {
    const refusal = classifyRefusal(reply.status, reply.errors)
    if (refusal === 'internal_error') return unclear('server_error')
    if (refusal === 'other') return unclear('unexplained_refusal')
    return { outcome: 'refused', refusal, evidence }
  }
  const parsed = schema.safeParse(reply.result)
  return parsed.success && accept(parsed.data)
    ? { outcome: 'ok', value: parsed.data, evidence }
    : unclear('bad_answer')
}
