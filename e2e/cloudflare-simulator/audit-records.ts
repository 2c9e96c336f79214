import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { idFor, loud, quiet, type SimAccount, zones } from '#e2e/cloudflare-simulator/world.ts'

export interface SimEvent {
  time: Date
  action: string
  type: string
  product: string
  resourceType: string
  /** Made from the product's name where it is left out. */
  resourceId?: string
  success: boolean
  by: 'person' | 'token' | 'system'
  context: string
  /** What was sent to Cloudflare. */
  request?: Record<string, string>
}

/** The audit log of an account, newest first, always the same distance from now; and when the token that asks was created. */
export function eventsOf(account: SimAccount, now: Date, { name, simulated }: SampleCredential): SimEvent[] {
  const events = ordinaryEvents(account, now)
  if (simulated.createdMinutesAgo === null) return events
  const time = new Date(now.getTime() - simulated.createdMinutesAgo * 60_000)
  const created = kind('Create API Token', 'create', 'api_tokens', 'token')
  return [...events, { ...created, resourceId: idFor(name), time }].sort(
    (a, b) => b.time.getTime() - a.time.getTime(),
  )
}

function ordinaryEvents(account: SimAccount, now: Date): SimEvent[] {
  if (account.id === quiet.id) return []
  const kinds = account.id === loud.id ? hostile : ordinary
  const hours = account.id === loud.id ? 5 : 9
  return Array.from({ length: 60 }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? fallback
    return { ...kind, time: new Date(now.getTime() - (index + 1) * hours * 3_600_000) }
  })
}

export function asV2(event: SimEvent, index: number, account: SimAccount): unknown {
  const zone = zones.find((one) => one.account.id === account.id)
  const isZone = event.resourceType !== 'member' && event.resourceType !== 'login'
  return {
    id: `${idFor(`${account.id} ${event.time.getTime()} ${index}`)}`,
    account,
    action: {
      description: event.action,
      result: event.success ? 'success' : 'failure',
      time: event.time.toISOString(),
      type: event.type,
    },
    actor: actorOf(event, account),
    raw:
      event.by === 'system'
        ? {}
        : {
            cf_ray_id: '8e9b1c60ef9e1c9a',
            method: 'POST',
            status_code: 200,
            uri: event.context,
            user_agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15',
          },
    resource: {
      id: event.resourceId ?? idFor(event.product),
      product: event.product,
      scope: isZone ? 'zones' : 'accounts',
      type: event.resourceType,
      request: event.request ?? {},
      response: {},
    },
    zone: isZone && zone ? { id: zone.id, name: zone.name } : {},
  }
}

export function asV1(event: SimEvent, index: number, account: SimAccount): unknown {
  const zone = zones.find((one) => one.account.id === account.id)
  return {
    action: { info: event.action, result: event.success, type: event.type },
    actor:
      event.by === 'system'
        ? { type: 'Cloudflare_admin' }
        : { email: person, id: idFor(person), ip: '203.0.113.24', type: 'user' },
    id: idFor(`v1 ${account.id} ${event.time.getTime()} ${index}`),
    interface: 'UI',
    metadata: { name: event.type, type: event.product, zone_name: zone?.name },
    newValue: 'high',
    oldValue: 'medium',
    owner: { id: account.id },
    resource: event.resourceId ? { id: event.resourceId, type: 'token' } : { id: zone?.id, type: 'zone' },
    when: event.time.toISOString(),
  }
}

const person = 'mara.lindqvist@northwind-bikes.example'

function actorOf(event: SimEvent, account: SimAccount): unknown {
  if (event.by === 'system') return { type: 'system' }
  if (event.by === 'person') {
    return { id: idFor(person), context: 'dash', email: person, ip_address: '203.0.113.24', type: 'user' }
  }
  const token_id = idFor('terraform')
  return {
    id: account.id,
    context: 'api_token',
    ip_address: '2001:db8:40::9',
    token_id,
    token_name: 'terraform-ci',
    type: 'account',
  }
}

type Kind = Omit<SimEvent, 'time'>

const fallback: Kind = kind('Login', 'login', 'user', 'login')
const ordinary: Kind[] = [
  fallback,
  { ...kind('Update DNS Record', 'update', 'dns_records', 'record'), by: 'token', success: false },
  kind('Create Firewall Rule', 'create', 'firewall', 'rule'),
  kind('Purge Cache', 'delete', 'cache', 'cache'),
  kind('Update Page Rule', 'update', 'page_rules', 'rule'),
  kind('Change Speed Setting', 'update', 'speed', 'setting'),
  kind('Change Network Setting', 'update', 'network', 'setting'),
  kind('Create Load Balancer', 'create', 'traffic', 'load_balancer'),
  {
    ...kind('Add Member', 'create', 'members', 'member'),
    context: '/accounts/members?email=t.okafor%40northwind-bikes.example',
    request: { email: 't.okafor@northwind-bikes.example', first_name: 'Tobenna', last_name: 'Okafor' },
  },
  { ...kind('Certificate issued', 'update', 'ssl', 'certificate_pack'), by: 'system' },
  kind('Logout', 'logout', 'user', 'login'),
]
const hostile: Kind[] = [
  kind('<script>alert(1)</script><img src=x onerror=alert(2)>', 'update', 'dns_records', 'record'),
  kind('\u202Egnp.elif\u202C تحديث سجل', 'update', 'dns_records', 'record'),
  kind(`Update ${'very '.repeat(400)}long`, 'update', 'dns_records', 'record'),
  kind('=HYPERLINK("http://203.0.113.9","open")', 'update', "x'; DROP TABLE audit; --", 'record'),
  { ...fallback, by: 'system' },
]

function kind(action: string, type: string, product: string, resourceType: string): Kind {
  return { action, type, product, resourceType, success: true, by: 'person', context: '/' }
}
