import * as z from 'zod'
import { classifyRefusal, isAboutCredential, saysFamily } from '#lib/cloudflare/classify.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import type { PermissionKey } from '#lib/cloudflare/permissions.ts'
import type { Reply } from '#lib/cloudflare/reply.ts'
import type { ReplyError } from '#lib/cloudflare/response.ts'

/** What one probe says by itself. `refused`: plainly, as for a missing permission; who asks may know a better reason. */
export type PermissionAnswer =
  | { state: 'granted'; note: 'nothing_configured' | 'plan_limits' | 'empty' | null }
  | { state: 'refused'; limitedToZones: boolean }
  | { state: 'unknown'; code: FailureCode }

/** Sorts a probe's answer: a refusal can be about the plan, a product that is off, or nothing of the kind. */
export function classifyProbe(key: PermissionKey, reply: Reply): PermissionAnswer {
  return classifyAnswer(reply, shapes[key])
}

/** The same for any other question whose answer has this shape. */
export function classifyAnswer(reply: Reply, shape: z.ZodType): PermissionAnswer {
  if (reply.outcome === 'ok') return classifyResult(reply.result, shape)
  const { errors, status } = reply.evidence
  const isRefusal = reply.outcome === 'refused' || reply.reason === 'unexplained_refusal'
  const gentle = isRefusal ? (grantedAnyway(shape, status, errors) ?? gentleRefusal(errors)) : null
  if (gentle !== null) return gentle
  if (reply.outcome === 'unclear') return { state: 'unknown', code: reply.reason }
  const refusal = classifyRefusal(reply.status, errors)
  if (refusal === 'internal_error') return { state: 'unknown', code: 'server_error' }
  if (refusal === 'ip_filtered' || refusal === 'locked_out') return { state: 'unknown', code: refusal }
  // The credential has been accepted elsewhere; a service that does not know it has not heard of it yet.
  if (refusal === 'token_spreading' || isAboutCredential(refusal)) {
    return { state: 'unknown', code: 'token_spreading' }
  }
  if (refusal !== 'forbidden') return { state: 'unknown', code: 'unexplained_refusal' }
  const limitedToZones = errors.some(({ code, message }) => code === 0 && /zone\.list/.test(message))
  return { state: 'refused', limitedToZones }
}

function classifyResult(result: unknown, shape: z.ZodType): PermissionAnswer {
  const parsed = shape.safeParse(result)
  if (!parsed.success) return { state: 'unknown', code: 'bad_answer' }
  const isEmpty = Array.isArray(parsed.data) && parsed.data.length === 0
  return { state: 'granted', note: isEmpty ? 'empty' : null }
}

/** Refusals only to who may look. Codes and texts are per product: elsewhere the same ones mean something else. */
function grantedAnyway(
  shape: z.ZodType,
  status: number | null,
  errors: readonly ReplyError[],
): PermissionAnswer | null {
  if (shape === ruleset && status === 404 && errors.some(({ code }) => code === 10003)) {
    return { state: 'granted', note: 'nothing_configured' }
  }
  const limits = /cannot request data older than|time range is too large/i
  if (shape === traffic && errors.some(({ message }) => limits.test(message))) {
    return { state: 'granted', note: 'plan_limits' }
  }
  return null
}

/** Refusals that do not mean a missing permission. */
function gentleRefusal(errors: readonly ReplyError[]): PermissionAnswer | null {
  const has = (...codes: number[]) => errors.some(({ code }) => codes.includes(Number(code)))
  const says = (text: RegExp) => errors.some(({ message }) => text.test(message))
  if (errors.some(({ message }) => saysFamily(message)))
    return { state: 'unknown', code: 'permission_token_family' }
  if (says(/not[_ ]enabled|initiali[sz]ed/i)) return { state: 'unknown', code: 'permission_product_off' }
  if (has(10403, 10010) || says(/entitle|\bplans?\b|enterprise|subscription|\bquota\b/i)) {
    return { state: 'unknown', code: 'permission_needs_plan' }
  }
  return null
}

/** A list of things; `[null]` is none. */
export const list = z.array(z.looseObject({}))

/** The fields of HTTP requests that Logpush can send, each with its kind; some of them have always been there. */
export const logpushFields = z
  .record(z.string(), z.string())
  .refine((fields) => ['ClientIP', 'RayID', 'EdgeStartTimestamp'].some((name) => name in fields))

/** GraphQL's answer about one zone. */
export const traffic = z.looseObject({ viewer: z.looseObject({ zones: list.min(1) }) })

/** A ruleset: by its phase, its rules or its kind. Many things have an id. */
const ruleset = z.union([
  z.looseObject({ phase: z.literal('http_request_firewall_custom') }),
  z.looseObject({ rules: list }),
  z.looseObject({ kind: z.enum(['zone', 'root', 'custom', 'managed']), version: z.string() }),
])
const setting = z.union([
  z.looseObject({ id: z.literal('security_level') }),
  z.looseObject({ value: z.string() }),
])

// By these alone an answer counts as the thing asked for; anything else well-formed could come from whoever stands between.
const shapes: Readonly<Record<PermissionKey, z.ZodType>> = {
  access_audit_logs: list,
  account_settings: list,
  account_waf: ruleset,
  ddos_protection: z.looseObject({ enabled: z.boolean() }),
  intel: list,
  api_gateway: list,
  dns: list,
  zone_settings: setting,
  analytics: traffic,
  firewall_services: list,
  zone_waf: ruleset,
  zone: z.array(z.looseObject({ id: z.string() })),
  logs: z.looseObject({ flag: z.boolean() }),
}
