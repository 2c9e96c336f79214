import { expect, test } from 'vitest'
import type { Evidence } from '#lib/cloudflare/check.ts'
import { classifyProbe } from '#lib/cloudflare/permission-answer.ts'
import type { PermissionKey } from '#lib/cloudflare/permissions.ts'
import { type Answer, interpret } from '#lib/cloudflare/reply.ts'

const error = (code: number | undefined, message: string) => ({
  success: false,
  errors: [{ code, message }],
  messages: [],
  result: null,
})
const noRuleset = 'could not find entrypoint ruleset in the http_request_firewall_custom phase'
const zoneList =
  "Actor 'com.cloudflare.api.token.0' requires permission 'com.cloudflare.api.account.zone.list' to list zones"

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
  ['account_waf', 404, error(10003, noRuleset), 'granted'],
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
  const answer = classifyProbe(key, reply)
  const said =
    answer.state === 'unknown'
      ? answer.code
      : answer.state === 'refused' && answer.limitedToZones
        ? 'limited'
        : answer.state
  expect(said).toBe(expected)
})

function replyOf(answer: Answer) {
  const { outcome, errors } = interpret(answer, 0)
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
