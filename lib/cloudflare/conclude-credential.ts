import type * as z from 'zod'
import type { Check, Evidence } from '#lib/cloudflare/check.ts'
import { fittingRefusal, isAboutCredential } from '#lib/cloudflare/classify.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { type RecognizedKind, recognizeCredential } from '#lib/cloudflare/credential-kind.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import type { Identity } from '#lib/cloudflare/identity.ts'
import type { Reading } from '#lib/cloudflare/reading.ts'
import type { verifiedToken } from '#lib/cloudflare/response.ts'
import { question } from '#lib/cloudflare/settle.ts'

/** What the other calls of the same verification came to; awaited only where the identity does not decide. */
export type OtherReadings = () => Promise<Reading<unknown>[]>

/** "Does Cloudflare accept the credential?" No single call is the gate: whatever can read, is accepted. */
export async function concludeCredential(
  credential: Credential,
  identity: Identity,
  others: OtherReadings,
  accountId: string | null,
): Promise<Check> {
  const ask = question('credential_accepted')
  const { reading } = identity
  if (reading.outcome === 'ok') {
    if (
      identity.kind === 'global_key' &&
      credential.kind === 'global_key' &&
      identity.reading.outcome === 'ok'
    ) {
      const same = identity.reading.value.email.toLowerCase() === credential.email.toLowerCase()
      return same ? ask.passed(reading.evidence) : ask.failed('email_mismatch', reading.evidence)
    }
    return ask.passed(reading.evidence, { family: identity.kind === 'api_token' ? identity.family : null })
  }
  if (reading.outcome === 'refused' && isMalformed(reading.refusal)) {
    return refused(credential, reading, accountId)
  }
  const readings = await others()
  const proof = readings.find((other) => other.outcome === 'ok')
  if (proof) return ask.passed(proof.evidence, { provenBy: proof.evidence.endpoint })
  // A reason about the credential beats a bare refusal, wherever it was given: an IP filter shows anywhere.
  const telling = [reading, ...readings].find(
    (other) =>
      other.outcome === 'refused' && (other.refusal === 'ip_filtered' || other.refusal === 'locked_out'),
  )
  if (telling?.outcome === 'refused') return refused(credential, telling, accountId)
  if (reading.outcome === 'refused') return refused(credential, reading, accountId)
  const dead = readings.find((other) => other.outcome === 'refused' && isAboutCredential(other.refusal))
  return dead?.outcome === 'refused' ? refused(credential, dead, accountId) : ask.unclear(reading)
}

/** "Is it active, and until when?" */
export function concludeStatus(identity: Identity, accepted: Check, now: Date): Check {
  const ask = question('status_and_expiry')
  if (accepted.result !== 'passed') return ask.notRun()
  const { evidence } = identity.reading
  if (identity.kind === 'global_key') return ask.passed(evidence, { kind: 'global_key' })
  const { reading } = identity
  if (reading.outcome === 'unclear') return ask.unclear(reading)
  // Accepted although neither endpoint confirms it: it works, and nothing more will be told.
  if (reading.outcome === 'refused') return ask.passed(evidence, { expiry: 'unknown' })
  return statusOf(reading.value, identity.family, evidence, now)
}

function statusOf(
  token: z.infer<typeof verifiedToken>,
  family: string | null,
  evidence: Evidence,
  now: Date,
): Check {
  const ask = question('status_and_expiry')
  const expiresAt = instant(token.expires_on)
  const beginsAt = instant(token.not_before)
  if (Number.isNaN(expiresAt) || Number.isNaN(beginsAt)) return ask.couldNotTell('bad_answer', evidence)
  const facts = {
    tokenId: token.id,
    family,
    status: token.status,
    expiresOn: token.expires_on,
    notBefore: token.not_before,
    expiresInDays:
      expiresAt === null
        ? null
        : Math.max(0, Math.floor((expiresAt - now.getTime()) / 86_400_000)).toString(),
  }
  const status = token.status.toLowerCase()
  // Cloudflare can answer success for a token that is of no use: only `active` is good.
  if (status === 'disabled') return ask.failed('token_disabled', evidence, facts)
  if (status === 'expired' || (expiresAt !== null && expiresAt <= now.getTime())) {
    return ask.failed('token_expired', evidence, facts)
  }
  if (beginsAt !== null && beginsAt > now.getTime()) return ask.failed('token_not_yet_valid', evidence, facts)
  if (status !== 'active') return ask.failed('token_not_active', evidence, facts)
  return ask.passed(evidence, facts)
}

type RefusedReading = Reading<unknown> & { outcome: 'refused' }

function refused(
  credential: Credential,
  { refusal: given, evidence }: RefusedReading,
  accountId: string | null,
): Check {
  const ask = question('credential_accepted')
  const refusal = fittingRefusal(credential.kind, given)
  if (refusal === 'token_spreading') return ask.couldNotTell('token_spreading', evidence)
  if (refusal === 'ip_filtered' || refusal === 'locked_out') return ask.credentialRefused(refusal, evidence)
  const misplaced = misplacedSecret(credential)
  if (misplaced) return ask.failed(misplaced, evidence)
  if (credential.kind === 'api_token' && !isMalformed(refusal)) {
    const shape = recognizeCredential(credential.token.reveal())
    // Only its account's endpoint knows an account-owned token, and there was no account to ask at.
    if (accountId === null && shape !== 'user_token') return ask.notRun(evidence)
    if (shape === 'account_token') return ask.failed('account_token_unknown', evidence, { accountId })
  }
  if (isAboutCredential(refusal)) return ask.credentialRefused(refusal, evidence)
  return ask.failed(credential.kind === 'api_token' ? 'credential_refused' : 'key_refused', evidence)
}

/** Said only after Cloudflare has refused: a shape alone never decides. */
function misplacedSecret(credential: Credential): FailureCode | null {
  const secret = credential.kind === 'api_token' ? credential.token : credential.key
  const kind = recognizeCredential(secret.reveal())
  if (credential.kind === 'global_key') return tokenKinds.has(kind) ? 'token_in_key_field' : null
  if (kind === 'global_key') return 'key_in_token_field'
  return pasted[kind] ?? null
}

const pasted: Partial<Record<RecognizedKind, FailureCode>> = {
  oauth_token: 'oauth_token_pasted',
  origin_ca_key: 'origin_ca_key_pasted',
  tunnel_token: 'tunnel_token_pasted',
  jwt: 'session_token_pasted',
  r2_secret: 'r2_secret_pasted',
  access_service_token: 'access_service_token_pasted',
  id: 'id_pasted',
}

const tokenKinds = new Set<RecognizedKind>(['user_token', 'account_token', 'token_legacy'])

function isMalformed(refusal: RefusedReading['refusal']): boolean {
  return refusal.endsWith('malformed') || refusal === 'malformed_header'
}

/** Null when not set, NaN when it is not a time that a calendar or a database holds. */
function instant(time: string | null | undefined): number | null {
  if (!time) return null
  const found = Date.parse(time)
  return found > Date.UTC(1970, 0) && found < Date.UTC(9999, 0) ? found : Number.NaN
}
