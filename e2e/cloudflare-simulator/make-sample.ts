import type {
  Expected,
  Permission,
  SampleCredential,
  Simulated,
} from '#e2e/cloudflare-simulator/credential-type.ts'
import { idFor, northwind, northwindShop } from '#e2e/cloudflare-simulator/world.ts'

/** The 13 of the product; "API Gateway" by its group for the zone, "Analytics" and "Logs" by theirs too. */
export const everything: Permission[] = [
  'Access: Audit Logs Read',
  'Account Settings Read',
  'Account WAF Read',
  'DDoS Protection Read',
  'Intel Read',
  'Domain API Gateway Read',
  'DNS Read',
  'Zone Settings Read',
  'Analytics Read',
  'Firewall Services Read',
  'Zone WAF Read',
  'Zone Read',
  'Logs Read',
]
export const without = (...names: Permission[]) => everything.filter((name) => !names.includes(name))
export const noSettings = without('Account Settings Read')
export const connected: Expected = { verdict: 'connected', check: null, failure: null }
export const keyOwner = 'mara.lindqvist@northwind-bikes.example'

export function token(
  name: string,
  prefix: 'cfut_' | 'cfat_' | '',
  expect: SampleCredential['expect'],
  simulated: Partial<Simulated> = {},
  [accountId, zoneId]: [string, string] = [northwind.id, northwindShop.id],
): SampleCredential {
  const kind = 'api_token' as const
  return {
    name,
    kind,
    secret: fakeToken(name, prefix),
    email: null,
    accountId,
    zoneId,
    expect,
    simulated: active(simulated),
  }
}

export function key(
  name: string,
  expect: SampleCredential['expect'],
  simulated: Partial<Simulated> = {},
  { email = keyOwner, prefix = '' }: { email?: string; prefix?: 'cfk_' | '' } = {},
): SampleCredential {
  return {
    name,
    kind: 'global_key',
    secret: fakeKey(name, prefix),
    email,
    accountId: northwind.id,
    zoneId: northwindShop.id,
    expect,
    simulated: active({
      family: 'person',
      ownerEmail: keyOwner,
      permissions: [...everything, 'User Details Read'],
      ...simulated,
    }),
  }
}

function active(differences: Partial<Simulated>): Simulated {
  return {
    family: 'user',
    ownerEmail: null,
    accountIds: [northwind.id],
    zoneIds: 'all',
    permissions: everything,
    status: 'active',
    expiresInDays: null,
    beginsInDays: null,
    createdMinutesAgo: null,
    quirk: null,
    ...differences,
  }
}

/** The field at fault is the one that the check asks about, unless told otherwise. */
export function attention(
  check: string,
  failure: string,
  blame: Expected['blame'] = blameOf(check),
): Expected {
  return { verdict: 'needs_attention', check, failure, blame }
}

/** Connected, with these permissions refused. */
export function gaps(missing: readonly string[], failure = 'permission_missing'): Expected {
  return { verdict: 'connected_with_gaps', check: 'permission', failure, blame: 'permissions', missing }
}

/** Connected, with these permissions in doubt. */
export function doubts(unknown: readonly string[], failure: string): Expected {
  return { verdict: 'connected', check: 'permission', failure, blame: null, unknown }
}

type Blame = NonNullable<Expected['blame']>

function blameOf(check: string): Blame {
  if (check === 'account') return 'accountId'
  if (check.startsWith('zone')) return 'zoneIds'
  return check === 'audit_log_readable' ? 'permissions' : 'token'
}

export function unconfirmed(check: string, failure: string): Expected {
  return { verdict: 'unconfirmed', check, failure, blame: null }
}

/** The real lengths and alphabet, and plainly no secret: "DEMO", the name, and filling. */
export function fakeToken(name: string, prefix: string): string {
  const body = `DEMO-${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}-`.padEnd(40, 'x').slice(0, 40)
  return prefix === '' ? body : `${prefix}${body}${'0'.repeat(8)}`
}

export function fakeKey(name: string, prefix: string): string {
  return prefix === '' ? `deadbeef${idFor(name).slice(0, 29)}` : fakeToken(name, prefix)
}
