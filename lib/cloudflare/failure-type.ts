import type { Field } from '#lib/cloudflare/check.ts'
import type { CloudflareText } from '#lib/cloudflare/cloudflare-text.ts'
import type { NextStep } from '#lib/integrations/view.ts'

/** The public facts that a check can carry for its sentence. None of them is ever a secret. */
export type FactName =
  | 'accountId'
  | 'accountName'
  | 'ambiguousWith'
  | 'expiresInDays'
  | 'expiresOn'
  | 'expiry'
  | 'family'
  | 'ip'
  | 'kind'
  | 'length'
  | 'notBefore'
  | 'note'
  | 'permission'
  | 'plan'
  | 'provenBy'
  | 'records'
  | 'retryAfterSeconds'
  | 'status'
  | 'suggestedAccountId'
  | 'suggestedAccountName'
  | 'tokenId'
  | 'version'
  | 'writes'
  | 'zoneAccountId'
  | 'zoneAccountName'
  | 'zoneName'

/** Any fact can be missing: Cloudflare did not say, or the row is older than the code that reads it. */
export type Facts = { readonly [Name in FactName]?: string | undefined }

/** One situation in words: what happened and what it means, then what to do, and which field is at fault. */
export interface Failure {
  /** The situation in a few words, as a heading. */
  title: string
  /** What Cloudflare itself says then, for who has nothing but that; empty where it says nothing. */
  says: readonly CloudflareText[]
  sentence: (facts: Facts) => string
  /** What to do now; null when there is nothing to do for this row. */
  step: ((facts: Facts) => string) | null
  blame: Field | null
  /** A second field where the fault may as well be. */
  alsoBlame?: Field
  action: NextStep['action']
  /** More for who wants to know why: what Cloudflare's answer looks like, and what is behind it. */
  help?: string
}

export const replaceCredential = { kind: 'replace', label: 'Enter another credential' } as const
export const verifyAgain = { kind: 'verify_again', label: 'Verify again' } as const
export const openTokens = {
  kind: 'link',
  label: 'Open API Tokens at Cloudflare',
  href: 'https://dash.cloudflare.com/profile/api-tokens',
} as const
/** Always the user's list, also for an account-owned token: that is where the other one is made. */
export const openUserTokens = { ...openTokens }
export const openAccountTokens = {
  kind: 'link',
  label: 'Open Account API Tokens at Cloudflare',
  href: 'https://dash.cloudflare.com/?to=/:account/api-tokens',
} as const

export const correctAccountId = {
  kind: 'correct',
  label: 'Correct the Account ID',
  field: 'accountId',
} as const
export const correctZoneIds = { kind: 'correct', label: 'Correct the Zone ID', field: 'zoneIds' } as const
