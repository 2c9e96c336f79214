import type { Facts, Failure } from '#lib/cloudflare/failure-type.ts'
import { verifyAgain } from '#lib/cloudflare/failure-type.ts'

/** Answers, or missing ones, that say nothing about the credential: could not tell, never failed. */
export const upstreamFailures = {
  rate_limited: {
    sentence: () =>
      'Cloudflare is limiting how often it may be asked, so it did not answer this question. This says nothing about the credential.',
    step: (facts) => `Verify again in ${waiting(facts)}; AQUILA also tries by itself.`,
    blame: null,
    action: verifyAgain,
  },
  timeout: transient('Cloudflare did not answer in time.'),
  connect_failed: transient('AQUILA could not connect to Cloudflare.'),
  reset: transient('The connection to Cloudflare broke off before the answer was complete.'),
  redirect: transient('The answer pointed to another address, which AQUILA never follows with a credential.'),
  server_error: transient('Cloudflare answered with an error of its own.'),
  edge_error: transient('Cloudflare’s edge got no good answer from Cloudflare’s own API.'),
  html_page: transient('The answer was a web page, such as an error or a challenge, not one of the API.'),
  cut_off: transient('The answer broke off in the middle.'),
  not_json: transient('The answer was not one of Cloudflare’s API, but some other page or a broken one.'),
  too_large: transient('The answer was larger than AQUILA accepts.'),
  bad_answer: transient('Cloudflare answered in a way that AQUILA does not understand.'),
  unexplained_refusal: transient('Cloudflare refused this question without a reason that AQUILA knows.'),
  depends_on_other: {
    sentence: () => 'Not asked to the end: another check has to pass first.',
    step: null,
    blame: null,
    action: null,
  },
} as const satisfies Record<string, Failure>

function transient(what: string): Failure {
  return {
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
