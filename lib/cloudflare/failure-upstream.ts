import {
  type CloudflareText,
  statusTexts,
  cloudflareTexts as texts,
} from '#lib/cloudflare/cloudflare-text.ts'
import type { Facts, Failure } from '#lib/cloudflare/failure-type.ts'
import { verifyAgain } from '#lib/cloudflare/failure-type.ts'

/** Answers, or missing ones, that say nothing about the credential: could not tell, never failed. */
export const upstreamFailures = {
  rate_limited: {
    title: 'Cloudflare limits how often it may be asked',
    says: [
      texts.rateLimited,
      texts.limited,
      texts.graphqlBudget,
      ...statusTexts({ 429: 'Too Many Requests' }),
    ],
    sentence: () =>
      'Cloudflare is limiting how often it may be asked, so it did not answer this question. This says nothing about the credential.',
    step: (facts) => `Verify again in ${waiting(facts)}; AQUILA also tries by itself.`,
    blame: null,
    action: verifyAgain,
    help: 'Cloudflare answers 429, or code 971 even inside a success. Over its limit it answers nothing for five minutes; calls of your own tools with the same user or token count too.',
  },
  timeout: transient('Cloudflare did not answer in time', 'Cloudflare did not answer in time.'),
  connect_failed: transient('No connection to Cloudflare', 'AQUILA could not connect to Cloudflare.'),
  reset: transient(
    'The connection broke off',
    'The connection to Cloudflare broke off before the answer was complete.',
  ),
  redirect: transient(
    'The answer pointed elsewhere',
    'The answer pointed to another address, which AQUILA never follows with a credential.',
  ),
  server_error: transient('An error of Cloudflare’s own', 'Cloudflare answered with an error of its own.', [
    texts.internal,
    ...statusTexts({
      500: 'Internal Server Error',
      502: 'Bad Gateway',
      503: 'Service Unavailable',
      504: 'Gateway Timeout',
    }),
  ]),
  edge_error: transient(
    'Cloudflare’s edge got no answer',
    'Cloudflare’s edge got no good answer from Cloudflare’s own API.',
    statusTexts({
      520: 'Web server is returning an unknown error',
      521: 'Web server is down',
      522: 'Connection timed out',
      523: 'Origin is unreachable',
      524: 'A timeout occurred',
      525: 'SSL handshake failed',
      526: 'Invalid SSL certificate',
      530: 'Origin DNS error',
    }),
  ),
  html_page: transient(
    'A web page instead of an answer',
    'The answer was a web page, such as an error or a challenge, not one of the API.',
  ),
  cut_off: transient('An answer cut off', 'The answer broke off in the middle.'),
  not_json: transient(
    'Not an answer of the API',
    'The answer was not one of Cloudflare’s API, but some other page or a broken one.',
  ),
  too_large: transient('An answer too large', 'The answer was larger than AQUILA accepts.'),
  bad_answer: transient(
    'An answer that AQUILA does not understand',
    'Cloudflare answered in a way that AQUILA does not understand.',
  ),
  unexplained_refusal: {
    ...transient(
      'A refusal without a reason',
      'Cloudflare refused this question without a reason that AQUILA knows.',
    ),
    help: 'What Cloudflare says is quoted with the check. One known reason has no known code: on Enterprise accounts an administrator can switch off “Enable API Access” for the account or for a person, and then every call about that account is refused.',
  },
  list_not_allowed: {
    title: 'The credential may not list accounts or zones',
    says: [texts.zoneList, texts.familyOfList, texts.unauthorized],
    sentence: () =>
      'Cloudflare does not let this credential list all accounts or zones. It may read the account and the zone all the same.',
    step: () => 'Enter the Account ID and the Zone ID by hand.',
    blame: null,
    action: null,
    help: 'A token for some zones is refused with code 0 and the words “zone.list”. That is no fault: it is as narrow as it should be.',
  },
  depends_on_other: {
    title: 'Another check comes first',
    says: [],
    sentence: () => 'Not asked: another check has to pass first.',
    step: null,
    blame: null,
    action: null,
  },
} as const satisfies Record<string, Failure>

function transient(title: string, what: string, says: readonly CloudflareText[] = []): Failure {
  return {
    title,
    says,
    sentence: () => `${what} This says nothing about the credential.`,
    step: () => 'Nothing to correct. AQUILA tries again by itself; you can also verify again now.',
    blame: null,
    action: verifyAgain,
  }
}

function waiting(facts: Facts): string {
  const seconds = Number(facts.retryAfterSeconds)
  if (!(seconds > 0)) return '5 minutes'
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
}
