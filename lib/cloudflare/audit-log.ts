import * as z from 'zod'
import type { AuditRecord, AuditSample } from '#lib/cloudflare/audit-record.ts'
import { plainText } from '#lib/cloudflare/plain-text.ts'

/** Brings the records of either version into one shape. What has no time is not a record and is left out. */
export function auditSample(version: AuditSample['version'], result: readonly unknown[]): AuditSample {
  const normalize = version === 'v2' ? fromV2 : fromV1
  return { version, records: result.flatMap((raw, index) => normalize(raw, `${version}-${index}`)) }
}

// Fields are read one by one: a missing or odd one costs that field, never the record.
const text = z
  .union([z.string(), z.number()])
  .transform((value) => plainText(String(value), 300) || null)
  .nullable()
  .catch(null)
  .default(null)
const time = z.string().refine((value) => !Number.isNaN(Date.parse(value)))
const group = <Shape extends z.ZodRawShape>(shape: Shape) => {
  const object = z.object(shape)
  // `{}` gives every field its own null.
  return object.catch(() => object.parse({}))
}

const v2 = z.object({
  id: text,
  action: z.object({ time, description: text, type: text, result: text }),
  actor: group({ email: text, type: text, token_id: text, token_name: text, ip_address: text }),
  resource: group({ product: text, type: text, id: text }),
  zone: group({ id: text, name: text }),
})

function fromV2(raw: unknown, fallbackId: string): AuditRecord[] {
  const parsed = v2.safeParse(raw)
  if (!parsed.success) return []
  const { id, action, actor, resource, zone } = parsed.data
  return [
    {
      id: id ?? fallbackId,
      time: action.time,
      actor: actorOf(actor.email, actor.type, actor.token_name, actor.token_id),
      action: action.description ?? action.type ?? 'unknown action',
      actionType: action.type,
      result: resultOf(action.result),
      product: resource.product,
      resource: { type: resource.type, id: resource.id },
      zone: { id: zone.id, name: zone.name },
      ip: actor.ip_address,
      raw,
    },
  ]
}

const v1 = z.object({
  id: text,
  when: time,
  action: group({ info: text, type: text, result: z.boolean().nullable().catch(null).default(null) }),
  actor: group({ email: text, type: text, ip: text }),
  metadata: group({ type: text, zone_name: text }),
  resource: group({ type: text, id: text }),
})

function fromV1(raw: unknown, fallbackId: string): AuditRecord[] {
  const parsed = v1.safeParse(raw)
  if (!parsed.success) return []
  const { id, when, action, actor, metadata, resource } = parsed.data
  return [
    {
      id: id ?? fallbackId,
      time: when,
      actor: actorOf(actor.email, actor.type, null, null),
      action: action.info ?? action.type ?? 'unknown action',
      actionType: action.type,
      result: action.result === null ? null : action.result ? 'success' : 'failure',
      product: metadata.type,
      resource: { type: resource.type, id: resource.id },
      zone: { id: resource.type === 'zone' ? resource.id : null, name: metadata.zone_name },
      ip: actor.ip,
      raw,
    },
  ]
}

/** Cloudflare's prose and schema disagree on the case of `cloudflare_admin`. */
function actorOf(
  email: string | null,
  type: string | null,
  tokenName: string | null,
  tokenId: string | null,
) {
  return { email, type: type?.toLowerCase() ?? null, tokenName, tokenId }
}

function resultOf(value: string | null): AuditRecord['result'] {
  const lower = value?.toLowerCase()
  return lower === 'success' || lower === 'failure' ? lower : null
}
