import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'

const emails = /[^\s@"'<>(),;:]+@[^\s@"'<>(),;:]+\.[^\s@"'<>(),;:]+/g
const ipv4 = /\b(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}\b/g
const ipv6 = /\b([0-9a-f]{1,4}:[0-9a-f]{1,4}):[0-9a-f:]{2,}(?:\d|[a-f])\b/gi

/** Hides who it was and where from, and keeps what helps to tell two people apart: first letter, domain, network. */
export function maskPersonal(text: string): string {
  return text
    .replace(emails, (email) => `${[...email][0]}•••${email.slice(email.lastIndexOf('@'))}`)
    .replace(ipv4, '$1.•••')
    .replace(ipv6, '$1:•••')
}

/** A record with personal data hidden in every text, the original from Cloudflare included. Times and ids stay. */
export function maskRecord(record: AuditRecord): AuditRecord {
  return maskDeep(record) as AuditRecord
}

function maskDeep(value: unknown): unknown {
  if (typeof value === 'string') return isTime(value) ? value : maskPersonal(value)
  if (Array.isArray(value)) return value.map(maskDeep)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [maskPersonal(key), maskDeep(part)]))
}

/** The figures of a time look like the beginning of an address. */
const isTime = (text: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(text)
