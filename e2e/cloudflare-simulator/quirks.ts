import { type Answer, authenticationError, html, refuse } from '#e2e/cloudflare-simulator/answers.ts'
import type { Quirk } from '#e2e/cloudflare-simulator/credential-type.ts'

/** Which kind of endpoint was asked. */
export type Endpoint = 'verify' | 'audit' | 'zone' | 'probe' | 'other'

/** The answer that a quirk puts in place of the ordinary one; null: answer as usual. `count` numbers the calls. */
export function quirkAnswer(quirk: Quirk | null, endpoint: Endpoint, count: number): Answer | null {
  if (quirk === null) return null
  const everywhere = onEveryEndpoint[quirk]
  if (everywhere) return everywhere()
  if (endpoint === 'verify') {
    if (quirk === 'no_verify_endpoint') return refuse(401, { code: 1000, message: 'Invalid API Token' })
    if (quirk === 'flaky_verify_once' && count === 1) return authenticationError(401)
    if (quirk === 'verify_502_twice' && count <= 2) return html(502, '502 Bad Gateway')
  }
  if (endpoint === 'audit') {
    if (quirk === 'flaky_audit_once' && count === 1) {
      return refuse(403, { code: 10001, message: 'Unable to authenticate request' })
    }
    if (quirk === 'empty_refusal') {
      return { kind: 'json', status: 200, body: { success: false, errors: [] } }
    }
    if (quirk === 'errors_without_code') return refuse(403, { message: 'Forbidden' })
  }
  return null
}

/** The zone's own answer, cut in the middle, with a length that fits. */
export function truncated(answer: Answer): Answer {
  if (answer.kind !== 'json') return answer
  const text = JSON.stringify(answer.body)
  const body = text.slice(0, Math.floor(text.length / 2))
  return { kind: 'raw', status: answer.status, body, contentType: 'application/json' }
}

const wait = 'Please wait and consider throttling your request speed'

const onEveryEndpoint: Partial<Record<Quirk, () => Answer>> = {
  ip_filtered: () =>
    refuse(403, { code: 9109, message: 'Cannot use the access token from location: 203.0.113.7' }),
  ip_filtered_v6: () =>
    refuse(403, { code: 9109, message: 'Cannot use the access token from location: 2001:db8:feed::7' }),
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
  html_502: () => html(502, '502 Bad Gateway'),
  status_520: () => html(520, 'Web server is returning an unknown error'),
  hangs: () => ({ kind: 'hang' }),
  resets: () => ({ kind: 'reset' }),
  redirects: () => ({ ...html(302, 'Found'), headers: { location: 'http://169.254.169.254/latest' } }),
}
