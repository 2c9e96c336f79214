import { type Answer, authenticationError, html, refuse } from '#e2e/cloudflare-simulator/answers.ts'
import type { Quirk } from '#e2e/cloudflare-simulator/credential-type.ts'
import { failed } from '#e2e/cloudflare-simulator/graphql-route.ts'

/** The answer that a quirk puts in place of one probe's; null: answer as usual. `count` numbers the calls of this path. */
export function probeQuirk(quirk: Quirk | null, path: string, count: number): Answer | null {
  const found = quirk === null ? undefined : quirks[quirk]
  if (!found?.path.test(path)) return null
  return found.answer(count)
}

const dns = /\/dns_records$/

const quirks: Partial<Record<Quirk, { path: RegExp; answer: (count: number) => Answer | null }>> = {
  zero_trust_off: {
    path: /\/access\//,
    answer: () =>
      refuse(403, { code: 9999, message: 'access.api.error.not_enabled: Access is not enabled.' }),
  },
  zero_trust_never_set_up: {
    path: /\/access\//,
    answer: () => refuse(401, { code: 1001, message: 'Account ID is invalid or has not been initialized.' }),
  },
  no_waf_ruleset: {
    path: /\/entrypoint$/,
    answer: () =>
      refuse(404, {
        code: 10003,
        message: 'could not find entrypoint ruleset in the http_request_firewall_custom phase',
      }),
  },
  account_waf_unexplained: {
    path: /\/accounts\/.*\/entrypoint$/,
    answer: () => ({ kind: 'json', status: 403, body: { success: false, errors: [] } }),
  },
  api_shield_not_entitled: {
    path: /\/api_gateway\//,
    answer: () => refuse(403, { code: 10403, message: 'Forbidden' }),
  },
  no_magic_transit: {
    path: /\/advanced_tcp_protection\//,
    answer: () =>
      refuse(403, {
        code: 10010,
        message: 'magic.api.not_entitled: account is not entitled to this product',
      }),
  },
  intel_refuses_account_tokens: { path: /\/intel\//, answer: () => authenticationError() },
  intel_quota: {
    path: /\/intel\//,
    answer: () => ({
      kind: 'json',
      status: 429,
      body: { success: false, errors: [{ code: 10429, message: 'quota exceeded' }] },
      headers: { 'retry-after': '60' },
    }),
  },
  analytics_budget: {
    path: /\/graphql$/,
    answer: () => failed('rate limiter budget depleted, try again after 5 minutes', 'budget'),
  },
  analytics_time_range: {
    path: /\/graphql$/,
    answer: () => failed('query time range is too large', 'query_range'),
  },
  analytics_403: {
    path: /\/graphql$/,
    answer: () => ({ ...failed('not authorized for that account'), status: 403 }),
  },
  analytics_503: {
    path: /\/graphql$/,
    answer: () => ({ ...failed('service temporarily unavailable'), status: 503 }),
  },
  dns_401: { path: dns, answer: () => refuse(401, { code: 10000, message: 'Unauthorized' }) },
  dns_10002: {
    path: dns,
    answer: () =>
      refuse(403, {
        code: 10002,
        message:
          'Authorization Failure: The authentication credentials are not authorized to perform the request.',
      }),
  },
  dns_10001_internal: { path: dns, answer: () => refuse(403, { code: 10001, message: 'internal error' }) },
  dns_10001_not_allowed: {
    path: dns,
    answer: () => refuse(403, { code: 10001, message: 'Method not allowed for token' }),
  },
  setting_not_on_plan: {
    path: /\/settings\/security_level$/,
    answer: () => refuse(400, { message: 'Sorry, this zone setting is not available for your plan type.' }),
  },
  rules_refuse_account_tokens: {
    path: /\/ua_rules$/,
    answer: () =>
      refuse(400, {
        code: 1011,
        message: 'User Agent Rules endpoint does not support account owned tokens.',
      }),
  },
  probes_spreading: {
    path: dns,
    answer: () => refuse(403, { code: 10001, message: 'Unable to authenticate request' }),
  },
  dns_502: { path: dns, answer: () => html(502, '502 Bad Gateway') },
  dns_malformed: {
    path: dns,
    answer: () => ({ kind: 'json', status: 200, body: { success: true, errors: [], result: null } }),
  },
  probes_refused_once: {
    path: /\/(?:dns_records|ua_rules|roles|ip)$/,
    answer: (count) => (count === 1 ? authenticationError() : null),
  },
  flaky_zone_once: {
    path: /^\/client\/v4\/zones\/[^/]+$/,
    answer: (count) => (count === 1 ? authenticationError(401) : null),
  },
  zone_list_refused: { path: /\/zones$/, answer: () => authenticationError() },
  logpull_off: {
    path: /\/retention\/flag$/,
    answer: () => ({
      kind: 'json',
      status: 200,
      body: { success: true, errors: [], messages: [], result: { flag: false } },
    }),
  },
}
