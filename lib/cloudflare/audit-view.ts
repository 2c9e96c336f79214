import { auditCategories, categoryOf } from '#lib/cloudflare/audit-coverage.ts'
import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'

/** One record as a screen shows it. Whether personal data is masked in it was decided before. */
export interface RecordView {
  /** RFC 3339. */
  time: string
  action: string
  /** One of the eight kinds that the product watches, by its name; null for any other. */
  category: string | null
  product: string | null
  resource: string | null
  resourceId: string | null
  /** E-mail address, name of the token, or what Cloudflare calls somebody without either. */
  actor: string | null
  /** How the actor came in, where it is more than a person: "API token terraform-ci". */
  by: string | null
  ip: string | null
  zone: string | null
  result: AuditRecord['result']
  /** The record as Cloudflare sent it, as JSON; null where it was too large to keep. */
  raw: string | null
  /** This record tells of the creation of the token that AQUILA reads with. */
  isOwnCreation: boolean
}

/** @param creation the record of the token's creation, found before anything was masked. */
export function recordView(record: AuditRecord, isOwnCreation: boolean): RecordView {
  const { actor, resource, zone } = record
  const category = categoryOf(record)
  const token = actor.tokenName ?? actor.tokenId
  return {
    time: record.time,
    action: record.action,
    category: auditCategories.find(({ key }) => key === category)?.name ?? null,
    product: record.product,
    resource: resource.type,
    resourceId: resource.id,
    actor: actor.email ?? token ?? actor.type,
    by: byOf(actor.email !== null, token !== null, actor.type),
    ip: record.ip,
    zone: zone.name ?? zone.id,
    result: record.result,
    raw: record.raw === null ? null : JSON.stringify(record.raw),
    isOwnCreation,
  }
}

function byOf(hasEmail: boolean, hasToken: boolean, type: string | null): string | null {
  if (hasToken) return hasEmail ? 'with an API token' : 'API token'
  return hasEmail ? null : type === 'user' ? 'person' : 'Cloudflare'
}
