import type { Check, CheckName, Evidence } from '#lib/cloudflare/check.ts'
import { type CredentialRefusal, refusedAddress } from '#lib/cloudflare/classify.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import type { FactName } from '#lib/cloudflare/failure-type.ts'
import { plainText } from '#lib/cloudflare/plain-text.ts'
import type { Reading } from '#lib/cloudflare/reading.ts'

/** Facts as they are gathered; missing ones are left out. */
type LooseFacts = { readonly [Name in FactName]?: string | null | undefined }

/** Makes the settled answers of one question. */
export function question(name: CheckName, subject = '') {
  const settled = (
    result: Check['result'],
    failure: FailureCode | null,
    evidence: Evidence | null,
    facts: LooseFacts = {},
  ): Check => ({ name, subject, result, failure, facts: tidy(facts), evidence })
  return {
    passed: (evidence: Evidence | null, facts?: LooseFacts) => settled('passed', null, evidence, facts),
    failed: (code: FailureCode, evidence: Evidence | null, facts?: LooseFacts) =>
      settled('failed', code, evidence, facts),
    couldNotTell: (code: FailureCode, evidence: Evidence | null, facts?: LooseFacts) =>
      settled('could_not_tell', code, evidence, facts),
    notRun: (evidence: Evidence | null = null, facts?: LooseFacts) =>
      settled('not_run', 'depends_on_other', evidence, facts),
    unclear: (reading: Reading<unknown> & { outcome: 'unclear' }, facts: LooseFacts = {}) =>
      settled('could_not_tell', reading.reason, reading.evidence, {
        ...facts,
        retryAfterSeconds: reading.retryAfterSeconds?.toString(),
      }),
    /** A refusal of the credential as a whole. A lock-out is no answer about the credential. */
    credentialRefused: (refusal: CredentialRefusal, evidence: Evidence) =>
      refusal === 'locked_out'
        ? settled('could_not_tell', refusal, evidence)
        : settled('failed', refusal, evidence, { ip: refusedAddress(evidence.errors) }),
  }
}

export type Question = ReturnType<typeof question>

function tidy(facts: LooseFacts): Record<string, string> {
  const kept = Object.entries(facts).flatMap(([key, value]) => (value ? [[key, plainText(value, 200)]] : []))
  return Object.fromEntries(kept)
}
