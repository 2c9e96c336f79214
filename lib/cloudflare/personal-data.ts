import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'

// A local part begins where nothing of one stands before it, and no part may hold what ends it: a long text without an
// end costs no time. Parts of addresses also come URL-encoded.
// A local part in quotes may hold nearly anything; within JSON its quotes come with a backslash.
const emails =
  /(\\"[^"\\\r\n]{1,128}\\"|(?<!\\)"(?:[^"\\\r\n]|\\.){1,128}"|(?<=^|[\s@"'<>(),;:]|%40)(?:(?!%40)[^\s@"'<>(),;:])+)(@|%40)((?:(?!%40)[^\s@"'<>(),;:&/?#=]){1,255}\.(?:(?!%40)[^\s@"'<>(),;:&/?#=]){1,64})/gi
const ipv4 = /(?<!\d)(?<!\d\.)(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}(?!\d)/g
const colons = /(?<![0-9a-z])(?:[0-9a-f]{0,4}(?::|%3a)){2,8}[0-9a-f]{0,4}(?![0-9a-z])/gi

/** Fields that hold something about a person whatever stands in them, with capitals and separators left out. */
const personalFields = new Set([
  ...[
    'firstname',
    'lastname',
    'middlename',
    'givenname',
    'familyname',
    'fullname',
    'displayname',
    'legalname',
  ],
  ...[
    'username',
    'nickname',
    'contactname',
    'phone',
    'phonenumber',
    'telephone',
    'mobile',
    'fax',
    'birthdate',
  ],
  ...['dateofbirth', 'street', 'address', 'address1', 'address2', 'city', 'zip', 'zipcode', 'postalcode'],
  ...['latitude', 'longitude', 'useragent'],
])
const hidden = '•••'
/** Deeper than any record that is kept; the bound only keeps a crafted one from using the stack up. */
const maxDepth = 64

/** Hides who it was and where from, and keeps what helps to tell two people apart: first letter, domain, network. */
export function maskPersonal(text: string): string {
  return text
    .replace(emails, (_, name: string, at: string, domain: string) => firstOf(name) + hidden + at + domain)
    .replace(ipv4, `$1.${hidden}`)
    .replace(colons, maskGroups)
}

/** Of a name in quotes, nothing. */
const firstOf = (name: string) => (/^[\\"]/.test(name) ? '' : [...name][0])

/** A record with personal data hidden in every text, the original from Cloudflare included. Times and ids stay. */
export function maskRecord(record: AuditRecord): AuditRecord {
  return maskDeep(record, 0) as AuditRecord
}

function maskDeep(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return isTime(value) ? value : maskText(value, depth)
  if (typeof value !== 'object' || value === null) return value
  if (depth > maxDepth) return hidden
  if (Array.isArray(value)) return value.map((one) => maskDeep(one, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      maskPersonal(key),
      isPersonal(key) && part !== null && part !== '' ? hidden : maskDeep(part, depth + 1),
    ]),
  )
}

/** Cloudflare gives some values, such as the old and the new one of a change, as JSON within a text. */
function maskText(text: string, depth: number): string {
  const within = parseWithin(text)
  return within === null ? maskPersonal(text) : JSON.stringify(maskDeep(within, depth + 1))
}

/** The object or the array that a text holds as JSON; null for any other text. */
function parseWithin(text: string): object | null {
  if (!/^\s*[[{"]/.test(text)) return null
  try {
    const value: unknown = JSON.parse(text)
    // A text in quotes may hold an object once more.
    if (typeof value === 'string') return parseWithin(value)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

function isPersonal(key: string): boolean {
  return personalFields.has(key.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
}

/** An address of version 6, or one of a network card; other figures between colons, such as a time, stay. */
function maskGroups(found: string): string {
  const groups = found.split(/:|%3a/i)
  const filled = groups.filter((group) => group !== '')
  const isShortened = filled.length > 0 && /(?::|%3a){2}/i.test(found)
  const isCard = groups.length === 6 && groups.every((group) => group.length === 2)
  if (!isShortened && !isCard && filled.length !== 8) return found
  return [...filled.slice(0, filled.length > 2 ? 2 : 1), hidden].join(':')
}

/** The figures of a time look like the beginning of an address. */
const isTime = (text: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(text)
