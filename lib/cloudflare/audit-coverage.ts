import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'

/** The kinds of activity that the product promises to watch. */
export const auditCategories = [
  { key: 'sign_in', name: 'Logins and logouts' },
  { key: 'dns', name: 'DNS' },
  { key: 'firewall', name: 'Firewall' },
  { key: 'caching', name: 'Caching' },
  { key: 'page_rules', name: 'Page Rules' },
  { key: 'speed', name: 'Speed' },
  { key: 'network', name: 'Network' },
  { key: 'traffic', name: 'Traffic' },
] as const

export type AuditCategory = (typeof auditCategories)[number]['key']

/** What the audit log of the last days is made of: figures only. */
export interface AuditCoverage {
  /** How many records belong to each kind; one record can belong to none. */
  counts: Record<AuditCategory, number>
  records: number
  /** The time that was looked at (RFC 3339). */
  since: string
  before: string
  /** False when older records of that time were left out: too many, or a page did not come. */
  complete: boolean
  /** Why a page did not come. */
  failure: FailureCode | null
}

/** The category of one record, by the words that name its kind in either version; null when it is another kind. */
export function categoryOf({ actionType, product, resource, action }: AuditRecord): AuditCategory | null {
  if (/^log(?:in|out|ged)|^sign/i.test(actionType ?? '')) return 'sign_in'
  const kinds = [product, resource.type, actionType].flatMap((kind) =>
    kind === null ? [] : [kind.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')],
  )
  const byKind = first(kinds)
  // Version 1 calls many changes of a zone "change_setting" and names the setting only in words.
  return byKind ?? first([action.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')])
}

function first(kinds: readonly string[]): AuditCategory | null {
  for (const kind of kinds) {
    const category = words.find(([, pattern]) => pattern.test(kind))?.[0]
    if (category) return category
  }
  return null
}

// Named as Cloudflare's dashboard groups the products (Security, Caching, Rules, Speed, Network, Traffic). Cloudflare
// publishes no list of the values, so these are the words in them; what matches nothing counts for nothing.
const words: readonly (readonly [AuditCategory, RegExp])[] = [
  ['dns', /(?:^|_)(?:dns|dnssec|dns_records?|nameservers?)(?:_|$)/],
  ['page_rules', /(?:^|_)page_?rules?(?:_|$)/],
  [
    'firewall',
    /(?:^|_)(?:firewall|waf|rulesets?|access_rules?|ua_rules?|lockdowns?|rate_limits?|security_level|challenge|bots?|bot_management|ddos|filters?)(?:_|$)/,
  ],
  ['caching', /(?:^|_)(?:cach(?:e|ing)|purge|tiered|cache_reserve|always_online|development_mode)(?:_|$)/],
  [
    'speed',
    /(?:^|_)(?:speed|minify|rocket_loader|polish|mirage|brotli|early_hints|image_resizing|railgun|speed_brain)(?:_|$)/,
  ],
  [
    'network',
    /(?:^|_)(?:network|ipv6|websockets?|http2|http3|0rtt|pseudo_ipv4|ip_geolocation|onion|grpc|magic|spectrum)(?:_|$)/,
  ],
  [
    'traffic',
    /(?:^|_)(?:traffic|load_balanc(?:er|ers|ing)|pools?|monitors?|argo|waiting_rooms?|health_?checks?)(?:_|$)/,
  ],
]
