import { isInForce, may, reaches, reachesZone } from '#e2e/cloudflare-simulator/access.ts'
import {
  type Answer,
  authenticationError,
  badId,
  noRoute,
  ok,
  refuse,
  unauthorized,
} from '#e2e/cloudflare-simulator/answers.ts'
import { auditV1, auditV2 } from '#e2e/cloudflare-simulator/audit-routes.ts'
import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { probeRoutes } from '#e2e/cloudflare-simulator/probe-routes.ts'
import type { Endpoint } from '#e2e/cloudflare-simulator/quirks.ts'
import { accounts, idFor, type SimZone, zones } from '#e2e/cloudflare-simulator/world.ts'

export interface RouteRequest {
  credential: SampleCredential
  /** The id in the path, already known to look like one; "" where the path has none. */
  id: string
  query: URLSearchParams
  now: Date
}

export interface Route {
  pattern: RegExp
  endpoint: Endpoint
  answer: (request: RouteRequest) => Answer
}

/** Finds the route of a path below /client/v4, or the refusal for a path that leads nowhere. */
export function findRoute(path: string): { route: Route; id: string } | { refusal: Answer } {
  for (const route of routes) {
    const match = route.pattern.exec(path)
    if (!match) continue
    const id = match[1] ?? ''
    const hasId = match[1] !== undefined
    return hasId && !/^[0-9a-f]{32}$/.test(id) ? { refusal: badId(`/client/v4${path}`) } : { route, id }
  }
  return { refusal: noRoute() }
}

const routes: readonly Route[] = [
  { pattern: /^\/user$/, endpoint: 'verify', answer: getUser },
  {
    pattern: /^\/user\/tokens\/verify$/,
    endpoint: 'verify',
    answer: (request) => verifyToken(request, 'user'),
  },
  {
    pattern: /^\/accounts\/([^/]*)\/tokens\/verify$/,
    endpoint: 'verify',
    answer: (request) => verifyToken(request, 'account'),
  },
  { pattern: /^\/accounts$/, endpoint: 'other', answer: listAccounts },
  { pattern: /^\/accounts\/([^/]*)$/, endpoint: 'other', answer: getAccount },
  { pattern: /^\/zones$/, endpoint: 'probe', answer: listZones },
  { pattern: /^\/zones\/([^/]*)$/, endpoint: 'zone', answer: getZone },
  { pattern: /^\/accounts\/([^/]*)\/logs\/audit$/, endpoint: 'audit', answer: auditV2 },
  { pattern: /^\/accounts\/([^/]*)\/audit_logs$/, endpoint: 'audit', answer: auditV1 },
  ...probeRoutes,
]

function getUser({ credential }: RouteRequest): Answer {
  const { family, ownerEmail } = credential.simulated
  if (family === 'account') {
    return refuse(403, { code: 9109, message: 'Valid user-level authentication not found' })
  }
  if (!may(credential, 'User Details Read')) return unauthorized()
  const isAnother = credential.simulated.quirk === 'of_another_owner'
  const email = isAnother ? 'someone.else@northwind-bikes.example' : ownerEmail
  return ok({ id: idFor(email ?? 'nobody'), email, first_name: null, suspended: false })
}

/** Each endpoint refuses the other family with the very words it has for a dead token. */
function verifyToken({ credential, id, now }: RouteRequest, family: 'user' | 'account'): Answer {
  const { simulated, name, kind } = credential
  if (kind === 'global_key') return authenticationError()
  const isHere = family === 'user' || simulated.accountIds.includes(id)
  if (simulated.family !== family || !isHere) return refuse(401, { code: 1000, message: 'Invalid API Token' })
  const result = {
    id: idFor(name),
    status: simulated.status,
    ...(simulated.expiresInDays === null ? {} : { expires_on: inDays(now, simulated.expiresInDays) }),
    ...(simulated.beginsInDays === null ? {} : { not_before: inDays(now, simulated.beginsInDays) }),
  }
  const message = 'This API Token is valid and active'
  return ok(result, { messages: [{ code: 10000, message, type: null }] })
}

function listAccounts({ credential, query }: RouteRequest): Answer {
  const page = pageOf(query)
  if (page === null) return badPage()
  const seen = accounts.filter((account) => credential.simulated.accountIds.includes(account.id))
  if (!isInForce(credential)) return unauthorized()
  const repeats = credential.simulated.quirk === 'accounts_repeat_page_one'
  return paged(seen, repeats ? { ...page, page: 1 } : page)
}

function getAccount({ credential, id }: RouteRequest): Answer {
  const account = accounts.find((one) => one.id === id)
  const suffices = may(credential, 'Account Settings Read', 'DDoS Protection Read')
  // A zone's id in the place of an account's is refused like a missing permission.
  if (!account) return authenticationError()
  return suffices && reaches(credential, id) ? ok({ ...account, type: 'standard' }) : unauthorized()
}

function listZones({ credential, query }: RouteRequest): Answer {
  const page = pageOf(query)
  if (page === null) return badPage()
  if (!isInForce(credential)) return unauthorized()
  if (!may(credential, 'Zone Read')) return paged([], page)
  if (credential.simulated.zoneIds !== 'all') {
    const permission = 'com.cloudflare.api.account.zone.list'
    const message = `Actor 'com.cloudflare.api.token.${idFor(credential.name)}' requires permission '${permission}' to list zones`
    return refuse(403, { code: 0, message })
  }
  const accountId = query.get('account.id')
  const name = query.get('name')
  const seen = zones.filter(
    (zone) =>
      reachesZone(credential, zone) &&
      (accountId === null || zone.account.id === accountId) &&
      (name === null || zone.name === name),
  )
  return paged(seen.map(zoneBody), page)
}

/** A zone's own page is opened by nearly every permission for zones. */
const opensZone = [
  'Analytics Read',
  'DNS Read',
  'Firewall Services Read',
  'Logs Read',
  'Zone Read',
  'Zone Settings Read',
] as const

function getZone({ credential, id }: RouteRequest): Answer {
  const zone = zones.find((one) => one.id === id)
  const suffices = may(credential, ...opensZone)
  // Not existing and not yours look the same.
  return zone && suffices && reachesZone(credential, zone) ? ok(zoneBody(zone)) : unauthorized()
}

function zoneBody(zone: SimZone): unknown {
  const { id, name, account, plan } = zone
  return {
    id,
    name,
    status: 'active',
    type: 'full',
    account,
    plan: { id: idFor(plan), name: plan, legacy_id: plan },
  }
}

function inDays(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z')
}

interface Page {
  page: number
  perPage: number
}

function pageOf(query: URLSearchParams): Page | null {
  const page = Number(query.get('page') ?? 1)
  const perPage = Number(query.get('per_page') ?? 20)
  const good =
    Number.isInteger(page) && page >= 1 && Number.isInteger(perPage) && perPage >= 5 && perPage <= 50
  return good ? { page, perPage } : null
}

function badPage(): Answer {
  return refuse(400, { code: 1004, message: 'Invalid page or per_page: per_page is from 5 to 50' })
}

function paged(list: readonly unknown[], { page, perPage }: Page): Answer {
  const rows = list.slice((page - 1) * perPage, page * perPage)
  const total_pages = Math.max(1, Math.ceil(list.length / perPage))
  const result_info = { page, per_page: perPage, count: rows.length, total_count: list.length, total_pages }
  return ok(rows, { result_info })
}
