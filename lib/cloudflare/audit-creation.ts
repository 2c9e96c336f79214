import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'

/** What is known of the token that was verified. */
export interface KnownToken {
  /** The fact `tokenId` of the check "Status and expiry". */
  id: string | null
  name?: string | null
}

/**
 * The record of this very token having been created, or null. By its id for certain; by its name only where Cloudflare
 * gives the resource no id, for names are not unique.
 */
export function creationOf(records: readonly AuditRecord[], token: KnownToken): AuditRecord | null {
  return records.find((record) => isCreation(record) && isAbout(record, token)) ?? null
}

function isCreation({ actionType, action }: AuditRecord): boolean {
  return /^(?:create|add)/i.test(actionType ?? '') || /\b(?:create|add|roll)/i.test(action)
}

function isAbout(record: AuditRecord, { id, name = null }: KnownToken): boolean {
  if (id !== null && record.resource.id === id) return true
  const isToken = /token/i.test(`${record.product ?? ''} ${record.resource.type ?? ''} ${record.action}`)
  if (!isToken) return false
  const raw = JSON.stringify(record.raw) ?? ''
  if (id !== null && raw.includes(`"${id}"`) && record.actor.tokenId !== id) return true
  return record.resource.id === null && name !== null && name !== '' && raw.includes(JSON.stringify(name))
}
