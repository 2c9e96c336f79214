import type { FailureCode } from '#lib/cloudflare/failure.ts'
import { failureOf } from '#lib/cloudflare/failure.ts'
import type { Facts } from '#lib/cloudflare/failure-type.ts'
import type { Identified } from '#lib/cloudflare/identify.ts'
import type { DiscoveryProblem } from '#lib/integrations/discovery.ts'

/** Why not everything can be chosen from a list, in the words that a verification has for it, and what to do instead. */
export function discoveryProblem(found: Identified): DiscoveryProblem | null {
  const { accounts, zones, complete, failure, facts } = found
  if (failure === null || failure === 'list_not_allowed') {
    if (zones.length > 0) return complete ? null : someMissing
    return { kind: 'partial', sentence: sentenceWithoutZones(failure), step: typeIds(accounts.length > 0) }
  }
  if (zones.length > 0) return someMissing
  const { blame, sentence, step } = failureOf(failure)
  // What lists its accounts is known at Cloudflare, whatever the other list was refused for.
  if (blame !== null && accounts.length === 0)
    return { kind: 'wrong', sentence: sentence(facts), step: asInWizard(step?.(facts) ?? '') }
  const words = blame === null ? sentence(facts) : failureOf('unexplained_refusal').sentence(facts)
  return {
    kind: 'unclear',
    sentence: words,
    step: `${typeIds(accounts.length > 0)} ${lookAgain(failure, facts)}`,
  }
}

const someMissing: DiscoveryProblem = {
  kind: 'partial',
  sentence: 'Cloudflare did not list everything, so zones may be missing here.',
  step: 'Type the ids where one is missing.',
}

function sentenceWithoutZones(failure: 'list_not_allowed' | null): string {
  if (failure !== null) return failureOf(failure).sentence({})
  return 'Cloudflare lists no zone for this credential: the account has none, or “Zone: Read” is missing.'
}

function typeIds(accountKnown: boolean): string {
  return accountKnown ? 'Enter the Zone ID by hand.' : 'Enter the Account ID and the Zone ID by hand.'
}

function lookAgain(failure: FailureCode, facts: Facts): string {
  if (failure === 'locked_out') return 'Looking again helps only later: this can last up to a day.'
  if (failure === 'token_spreading') return 'Or look again in half a minute.'
  if (failure !== 'rate_limited') return 'Or look again.'
  const seconds = Number(facts.retryAfterSeconds)
  return `Or look again in ${seconds > 0 && seconds < 90 ? `${seconds} seconds` : '5 minutes'}.`
}

/** The steps speak of an integration's page; before there is one, the control is called "Look again". */
function asInWizard(step: string): string {
  return step.replace(/\bverify again\b/, 'look again')
}
