import { may, reaches, reachesZone } from '#e2e/cloudflare-simulator/access.ts'
import {
  type Answer,
  authenticationError,
  ok,
  refuse,
  unauthorized,
} from '#e2e/cloudflare-simulator/answers.ts'
import type { Permission } from '#e2e/cloudflare-simulator/credential-type.ts'
import type { Route, RouteRequest } from '#e2e/cloudflare-simulator/routes.ts'
import { accounts, idFor, type SimZone, zones } from '#e2e/cloudflare-simulator/world.ts'

const wafPhase = 'rulesets/phases/http_request_firewall_custom/entrypoint'

/** Endpoints that one permission each opens, with the refusals that were recorded for lacking it. */
export const probeRoutes: readonly Route[] = [
  ofAccount('access/logs/access_requests', ['Access: Audit Logs Read'], (request) =>
    atMost(request, 'limit', 1000, [
      { action: 'login', allowed: true, user_email: 'mara@northwind-bikes.example' },
    ]),
  ),
  ofAccount('roles', ['Account Settings Read'], () =>
    ok([{ id: idFor('role'), name: 'Administrator', description: '', permissions: {} }]),
  ),
  ofAccount(wafPhase, ['Account WAF Read'], ruleset),
  ofAccount('magic/advanced_tcp_protection/configs/tcp_protection_status', ['DDoS Protection Read'], () =>
    ok({ enabled: false }),
  ),
  ofAccount('intel/ip', ['Intel Read'], ({ query }) =>
    /^[0-9.]+$/.test(query.get('ipv4') ?? '')
      ? ok([{ ip: query.get('ipv4'), belongs_to_ref: { country: 'AU', value: '13335' }, risk_types: [] }])
      : refuse(400, { code: 1002, message: 'ipv4 or ipv6 is required' }),
  ),
  ofZone('api_gateway/operations', ['Domain API Gateway Read', 'Account API Gateway Read'], (request) =>
    pagedList(request, []),
  ),
  ofZone('api_gateway/configuration', ['Domain API Gateway Read', 'Account API Gateway Read'], () =>
    refuse(403, { code: 10403, message: 'not entitled' }),
  ),
  ofZone('dns_records', ['DNS Read'], (request) =>
    pagedList(request, [{ id: idFor('record'), type: 'A', name: 'www', content: '203.0.113.80' }]),
  ),
  ofZone('settings/security_level', ['Zone Settings Read'], securityLevel, unauthorized),
  ofZone('firewall/ua_rules', ['Firewall Services Read'], (request) => pagedList(request, [])),
  // The permission for the account opens the zone's rules as well.
  ofZone(wafPhase, ['Zone WAF Read', 'Account WAF Read'], ruleset),
  ofZone('logs/control/retention/flag', ['Logs Read', 'Logs Write'], (_, zone) =>
    zone?.plan === 'enterprise' ? ok({ flag: true }) : authenticationError(),
  ),
  ofZone('logpush/datasets/http_requests/fields', ['Logs Read', 'Logs Write'], () =>
    ok({ ClientIP: 'string; IP address of the client', EdgeStartTimestamp: 'int or string' }),
  ),
  ofZone('logpush/jobs', ['Logs Write'], (_, zone) =>
    zone?.plan === 'enterprise' ? ok([]) : authenticationError(),
  ),
  ofZone('logpush/edge', ['Logs Read', 'Logs Write'], () => ok([])),
]

type Respond = (request: RouteRequest, zone?: SimZone) => Answer

function ofAccount(path: string, permissions: Permission[], answer: Respond): Route {
  return {
    pattern: new RegExp(`^/accounts/([^/]*)/${path}$`),
    endpoint: 'probe',
    answer: (request) => {
      const isKnown = accounts.some(({ id }) => id === request.id)
      const isAllowed = may(request.credential, ...permissions) && reaches(request.credential, request.id)
      return isKnown && isAllowed ? answer(request) : authenticationError()
    },
  }
}

function ofZone(
  path: string,
  permissions: Permission[],
  answer: Respond,
  refusal: () => Answer = authenticationError,
): Route {
  return {
    pattern: new RegExp(`^/zones/([^/]*)/${path}$`),
    endpoint: 'probe',
    answer: (request) => {
      const zone = zones.find(({ id }) => id === request.id)
      const isAllowed =
        zone && may(request.credential, ...permissions) && reachesZone(request.credential, zone)
      return isAllowed ? answer(request, zone) : refusal()
    },
  }
}

function ruleset(): Answer {
  return ok({ id: idFor('ruleset'), kind: 'zone', phase: 'http_request_firewall_custom', rules: [] })
}

function securityLevel(): Answer {
  return ok({ id: 'security_level', value: 'medium', editable: true, modified_on: null })
}

function pagedList(request: RouteRequest, rows: unknown[]): Answer {
  return atMost(request, 'per_page', 1000, rows)
}

function atMost({ query }: RouteRequest, name: string, most: number, rows: unknown[]): Answer {
  const count = Number(query.get(name) ?? 20)
  if (!Number.isInteger(count) || count < 1 || count > most) {
    return refuse(400, { code: 1004, message: `${name} is from 1 to ${most}` })
  }
  return ok(rows.slice(0, count), { result_info: { page: 1, per_page: count, count: rows.length } })
}
