import { expect, test } from 'vitest'
import type { Evidence } from '#lib/cloudflare/check.ts'
import { parseGraphql } from '#lib/cloudflare/graphql-answer.ts'
import { classifyProbe } from '#lib/cloudflare/permission-answer.ts'
import type { PermissionKey } from '#lib/cloudflare/permissions.ts'
import { type Answer, interpret, type ReadBody, type Reply } from '#lib/cloudflare/reply.ts'
import { parseEnvelope } from '#lib/cloudflare/response.ts'

const error = (code: number | undefined, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
})
const noRuleset = 'could not find entrypoint ruleset in the http_request_firewall_custom phase'
const zoneList =
  "Actor 'com.cloudflare.api.token.0' requires permission 'com.cloudflare.api.account.zone.list' to list zones"

const authz =
  "Actor 'com.cloudflare.api.token.0' does not have permission 'com.cloudflare.api.account.zone.analytics.read' for zone 0"
const words = (message: string, code?: string) => ({
  data: null,
  errors: [{ message, path: ['viewer'], ...(code ? { extensions: { code } } : {}) }],
})

/** GraphQL refuses inside a 200, or in front of itself with another status. */
test.each<[number, unknown, string]>([
  [200, { data: { viewer: { zones: [{}] } }, errors: null }, 'granted'],
  [200, { data: { viewer: { zones: [{}] } } }, 'granted'],
  [200, { data: { viewer: { zones: [{}] } }, errors: [] }, 'granted'],
  [200, { data: { viewer: { zones: [] } }, errors: null }, 'bad_answer'],
  [200, words(authz, 'authz'), 'refused'],
  [200, words(authz, 'AUTHZ'), 'refused'],
  [403, words(authz, 'authz'), 'refused'],
  [401, words('Unauthorized'), 'refused'],
  [403, words('not authorized for that account'), 'refused'],
  [200, words('zones ["0"] are not authorized'), 'refused'],
  [200, words('does not have access to the path'), 'refused'],
  [403, error(10000, 'Authentication error'), 'refused'],
  [200, words('cannot request data older than 2592000s'), 'granted'],
  [400, words('query time range is too large'), 'granted'],
  [200, words('rate limiter budget depleted, try again after 5 minutes'), 'rate_limited'],
  [429, words('rate limiter budget depleted, try again after 5 minutes'), 'rate_limited'],
  [503, words('internal server error'), 'server_error'],
  [200, words('unknown field "count"'), 'unexplained_refusal'],
  [200, { data: null, errors: null }, 'bad_answer'],
  [200, { data: { viewer: null }, errors: null }, 'bad_answer'],
])('GraphQL: %i %j is %s', (status, body, expected) => {
  const answer = { status, contentType: 'application/json', retryAfter: null, body: JSON.stringify(body) }
  expect(said('analytics', replyOf(answer, parseGraphql))).toBe(expected)
})

/** Every answer on record for a probe, and what it means. */
test.each<[PermissionKey, number, unknown, string]>([
  ['dns', 200, { success: true, errors: [], result: [] }, 'granted'],
  ['dns', 200, { success: true, errors: [], result: null }, 'bad_answer'],
  ['dns', 200, { success: true, errors: [], result: [null] }, 'bad_answer'],
  ['dns', 403, error(10000, 'Authentication error'), 'refused'],
  ['dns', 401, error(10000, 'Unauthorized'), 'refused'],
  ['dns', 403, error(10000, 'Forbidden'), 'refused'],
  ['dns', 403, error(9109, 'Unauthorized to access requested resource'), 'refused'],
  [
    'dns',
    403,
    error(10002, 'Authorization Failure: The authentication credentials are not authorized.'),
    'refused',
  ],
  ['dns', 403, error(10001, 'Method not allowed for token'), 'refused'],
  ['dns', 403, error(undefined, 'Forbidden'), 'refused'],
  ['dns', 200, error(10000, 'Authentication error'), 'refused'],
  ['dns', 403, error(10001, 'Unable to authenticate request'), 'token_spreading'],
  ['dns', 403, error(10001, 'internal error'), 'server_error'],
  ['dns', 403, error(9109, 'Invalid access token'), 'token_spreading'],
  ['dns', 403, error(9109, 'Cannot use the access token from location: 203.0.113.7'), 'ip_filtered'],
  [
    'dns',
    403,
    error(9109, 'Max auth failures reached, please check your Authorization header'),
    'locked_out',
  ],
  ['dns', 403, { success: false, errors: [] }, 'unexplained_refusal'],
  ['dns', 410, error(undefined, 'Gone'), 'unexplained_refusal'],
  ['dns', 404, error(7000, 'No route for that URI'), 'unexplained_refusal'],
  ['dns', 429, error(971, 'Please wait and consider throttling your request speed'), 'rate_limited'],
  ['dns', 200, error(971, 'Please wait and consider throttling your request speed'), 'rate_limited'],
  ['dns', 503, error(10013, 'internal error'), 'server_error'],
  ['account_waf', 200, { success: true, errors: [], result: { id: 'x', rules: [] } }, 'granted'],
  [
    'account_waf',
    200,
    { success: true, errors: [], result: { phase: 'http_request_firewall_custom' } },
    'granted',
  ],
  ['account_waf', 200, { success: true, errors: [], result: { kind: 'root', version: '3' } }, 'granted'],
  ['account_waf', 200, { success: true, errors: [], result: { id: 'x', name: 'x' } }, 'bad_answer'],
  ['account_waf', 404, error(10003, noRuleset), 'granted'],
  // The same code and the same words mean nothing of the kind for another product.
  ['dns', 404, error(10003, 'no such record'), 'unexplained_refusal'],
  ['dns', 400, error(1, 'query time range is too large'), 'unexplained_refusal'],
  ['account_waf', 403, error(10003, 'not authorized'), 'refused'],
  ['zone_waf', 404, error(10003, noRuleset), 'granted'],
  [
    'access_audit_logs',
    403,
    error(9999, 'access.api.error.not_enabled: Access is not enabled.'),
    'permission_product_off',
  ],
  [
    'access_audit_logs',
    401,
    error(1001, 'Account ID is invalid or has not been initialized.'),
    'permission_product_off',
  ],
  ['api_gateway', 403, error(10403, 'not entitled'), 'permission_needs_plan'],
  ['api_gateway', 403, error(10403, 'Forbidden'), 'permission_needs_plan'],
  ['firewall_services', 403, error(10010, 'firewallaccessrules.api.not_entitled'), 'permission_needs_plan'],
  [
    'zone_settings',
    400,
    error(1, 'Sorry, this zone setting is not available for your plan type.'),
    'permission_needs_plan',
  ],
  ['account_waf', 403, error(10000, 'Account-level rules are part of Enterprise'), 'permission_needs_plan'],
  ['intel', 429, error(10429, 'quota exceeded'), 'rate_limited'],
  ['intel', 400, error(1011, 'Intel does not support account owned tokens.'), 'permission_token_family'],
  ['zone', 403, error(0, zoneList), 'limited'],
  ['logs', 401, error(10000, 'Unauthorized'), 'refused'],
])('%s: %i %j is %s', (key, status, body, expected) => {
  const reply = replyOf({
    status,
    contentType: 'application/json',
    retryAfter: null,
    body: JSON.stringify(body),
  })
  expect(said(key, reply)).toBe(expected)
})

function said(key: PermissionKey, reply: Reply): string {
  const answer = classifyProbe(key, reply)
  if (answer.state === 'unknown') return answer.code
  return answer.state === 'refused' && answer.limitedToZones ? 'limited' : answer.state
}

function replyOf(answer: Answer, readBody: ReadBody = parseEnvelope): Reply {
  const { outcome, errors } = interpret(answer, 0, readBody)
  const evidence: Evidence = {
    endpoint: 'GET /x',
    status: answer.status,
    errors,
    cfRay: null,
    at: '',
    durationMs: 1,
  }
  return { ...outcome, evidence }
}
