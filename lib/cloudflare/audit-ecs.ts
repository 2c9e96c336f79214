import type { AuditRecord } from '#lib/cloudflare/audit-record.ts'

/** A record in the fields of the Elastic Common Schema. What is not known is left out, as ECS wants it. */
export interface EcsRecord {
  '@timestamp': string
  ecs: { version: string }
  event: {
    kind: 'event'
    category: string[]
    type: string[]
    action: string
    outcome: 'success' | 'failure' | 'unknown'
    id: string
    dataset: 'cloudflare.audit'
    provider: string
  }
  user?: { email?: string; name?: string }
  /** `ip` must be an address; a network, or one that is masked, is an `address`. */
  source?: { ip: string } | { address: string }
  cloud: { provider: 'cloudflare'; account?: { id: string } }
  cloudflare: {
    audit: {
      actor_type?: string
      token?: { id?: string; name?: string }
      product?: string
      resource?: { type?: string; id?: string }
      zone?: { id?: string; name?: string }
    }
  }
}

/** The export of one record: normalized fields only, never what Cloudflare holds of requests and answers. */
export function toEcs(record: AuditRecord, accountId: string | null = null): EcsRecord {
  const { actor, resource, zone } = record
  const isSignIn = /^log(?:in|out)/i.test(record.actionType ?? '')
  const token = filled({ id: actor.tokenId, name: actor.tokenName })
  const user = filled({ email: actor.email })
  return {
    '@timestamp': new Date(record.time).toISOString(),
    ecs: { version: '8.17.0' },
    event: {
      kind: 'event',
      category: [isSignIn ? 'authentication' : 'configuration'],
      type: [typeOf(record.actionType)],
      action: record.action,
      outcome: record.result ?? 'unknown',
      id: record.id,
      dataset: 'cloudflare.audit',
      provider: 'cloudflare',
    },
    ...(user && { user }),
    ...(record.ip !== null && { source: isAddress(record.ip) ? { ip: record.ip } : { address: record.ip } }),
    cloud: { provider: 'cloudflare', ...(accountId !== null && { account: { id: accountId } }) },
    cloudflare: {
      audit: {
        ...filled({ actor_type: actor.type, product: record.product }),
        ...(token && { token }),
        ...nested('resource', filled({ type: resource.type, id: resource.id })),
        ...nested('zone', filled({ id: zone.id, name: zone.name })),
      },
    },
  }
}

const isAddress = (text: string) => /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)$/i.test(text)

/** ECS knows a closed list of types. */
function typeOf(actionType: string | null): string {
  const type = actionType?.toLowerCase() ?? ''
  if (/^login/.test(type)) return 'start'
  if (/^logout/.test(type)) return 'end'
  if (/^(?:create|add)/.test(type)) return 'creation'
  if (/^(?:delete|remove|purge)/.test(type)) return 'deletion'
  return /^(?:update|change|edit|set)/.test(type) ? 'change' : 'info'
}

function filled<Keys extends string>(values: Record<Keys, string | null>): { [Key in Keys]?: string } | null {
  const kept = Object.entries<string | null>(values).filter(([, value]) => value !== null)
  return kept.length === 0 ? null : (Object.fromEntries(kept) as { [Key in Keys]?: string })
}

function nested<Key extends string, Value>(
  key: Key,
  value: Value | null,
): { [Name in Key]?: NonNullable<Value> } {
  return value === null ? {} : ({ [key]: value } as { [Name in Key]: NonNullable<Value> })
}
