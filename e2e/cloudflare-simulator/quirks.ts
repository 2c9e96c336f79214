import { type Answer, authenticationError, html, noRoute, refuse } from '#e2e/cloudflare-simulator/answers.ts'
import type { Quirk } from '#e2e/cloudflare-simulator/credential-type.ts'

/** Which kind of endpoint was asked. */
export type Endpoint = 'verify' | 'audit' | 'zone' | 'probe' | 'other'

/** The answer that a quirk puts in place of the ordinary one; null: answer as usual. `count` numbers the calls. */
export function quirkAnswer(quirk: Quirk | null, endpoint: Endpoint, count: number): Answer | null {
  if (quirk === null) return null
  return onEveryEndpoint[quirk]?.() ?? at[endpoint]?.[quirk]?.(count) ?? elsewhere(quirk, endpoint)
}

type Quirks = Partial<Record<Quirk, (count: number) => Answer | null>>

const at: Partial<Record<Endpoint, Quirks>> = {
  verify: {
    no_verify_endpoint: () => refuse(401, { code: 1000, message: 'Invalid API Token' }),
    flaky_verify_once: (count) => (count === 1 ? authenticationError(401) : null),
    verify_502_twice: (count) => (count <= 2 ? html(502, '502 Bad Gateway') : null),
    ip_filtered_in_a_401: addressRefused,
  },
  zone: {
    unknown_to_zones: () => refuse(403, { code: 9109, message: 'Invalid access token' }),
    zones_not_for_accounts: () =>
      refuse(400, { code: 1011, message: 'This endpoint does not support account owned tokens.' }),
  },
  audit: {
    flaky_audit_once: (count) =>
      count === 1 ? refuse(403, { code: 10001, message: 'Unable to authenticate request' }) : null,
    empty_refusal: () => ({ kind: 'json', status: 200, body: { success: false, errors: [] } }),
    no_audit_log: noRoute,
    errors_without_code: () => refuse(403, { message: 'Forbidden' }),
  },
}

/** The address filter is named at verify; other services only say no. */
function elsewhere(quirk: Quirk, endpoint: Endpoint): Answer | null {
  const isFiltered = quirk === 'ip_filtered_in_a_401' && endpoint !== 'verify'
  return isFiltered ? refuse(401, { code: 10000, message: 'Unauthorized' }) : null
}

/** The zone's own answer, cut in the middle, with a length that fits. */
export function truncated(answer: Answer): Answer {
  if (answer.kind !== 'json') return answer
  const text = JSON.stringify(answer.body)
  const body = text.slice(0, Math.floor(text.length / 2))
  return { kind: 'raw', status: answer.status, body, contentType: 'application/json' }
}

function addressRefused(): Answer {
  return refuse(403, { code: 9109, message: 'Cannot use the access token from location: 203.0.113.7' })
}

const wait = 'Please wait and consider throttling your request speed'

const onEveryEndpoint: Partial<Record<Quirk, () => Answer>> = {
  ip_filtered: addressRefused,
  ip_filtered_v6: () =>
    refuse(403, { code: 9109, message: 'Cannot use the access token from location: 2001:db8:feed::7' }),
  locked_out_for_a_day: () => refuse(403, { code: 10502, message: 'Too many authentication failures' }),
  locked_out: () =>
    refuse(403, {
      code: 9109,
      message: 'Max auth failures reached, please check your Authorization header',
    }),
  rate_limited: () => ({
    kind: 'json',
    status: 429,
    body: { success: false, errors: [{ code: 10429, message: `Rate limited. ${wait}` }], messages: [] },
    headers: { 'retry-after': '30' },
  }),
  rate_limited_in_200: () => ({
    kind: 'json',
    status: 200,
    body: { success: false, errors: [{ code: 971, message: wait }], messages: [] },
  }),
  refused_everywhere: () => authenticationError(),
  plain_words: () => ({ kind: 'raw', status: 200, body: 'It works!', contentType: 'text/plain' }),
  too_much: () => ({ kind: 'json', status: 200, body: { success: true, result: ' '.repeat(2_000_000) } }),
  another_shape: () => ({ kind: 'json', status: 200, body: { ok: 1, data: [] } }),
  challenge_page: () => html(403, 'Just a moment...'),
  internal_error_in_json: () => refuse(500, { code: 10013, message: 'internal error' }),
  html_502: () => html(502, '502 Bad Gateway'),
  status_520: () => html(520, 'Web server is returning an unknown error'),
  hangs: () => ({ kind: 'hang' }),
  resets: () => ({ kind: 'reset' }),
  redirects: () => ({ ...html(302, 'Found'), headers: { location: 'http://169.254.169.254/latest' } }),
}
