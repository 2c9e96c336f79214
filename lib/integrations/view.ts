import type { CheckName, CheckResult, Evidence, Field } from '#lib/cloudflare/check.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import type { Power } from '#lib/cloudflare/power.ts'

/** What a screen may show of an integration. No type in this file can carry a secret. Times are RFC 3339. */
export interface IntegrationView {
  id: string
  customerName: string
  state: IntegrationState
  accountId: string
  accountName: string | null
  zones: { zoneId: string; name: string | null }[]
  credential: CredentialView | null
  lastVerifiedAt: string | null
  createdAt: string
  disconnectedAt: string | null
  /** Since when AQUILA verifies it no more by itself; null while it does. */
  pausedAt: string | null
  /** Permissions that the last finished verification found missing, by Cloudflare's names. */
  missing: string[]
  /** What is wrong, in a few words: of the last finished verification; null when nothing is. */
  problem: string | null
  /** Null until a verification has finished. */
  power: Power | null
  /** What the token was seen to be able to change, by the names of Cloudflare's dashboard. */
  writes: string[]
  verification: VerificationView | null
  /** When the queue tries again by itself; null when nothing is scheduled. */
  nextTryAt: string | null
  /** When the next scheduled verification is due; null while another one is planned or under way. */
  nextVerificationAt: string | null
}

export type IntegrationState = 'verifying' | 'connected' | 'needs_attention' | 'unconfirmed' | 'disconnected'

export interface CredentialView {
  kind: CredentialKind
  /** "cfut_…7f3a": enough to recognize it, useless to anyone else. */
  mask: string
  version: number
  email: string | null
  expiresOn: string | null
}

export interface VerificationView {
  id: string
  startedAt: string
  finishedAt: string | null
  checks: CheckView[]
  /** Of the run before while this one has not come to them; null until they were asked for. */
  logSources: LogSource[] | null
}

/** `pending`: no answer yet; everything else is a `CheckResult`. */
export interface CheckView {
  name: CheckName
  subject: string
  title: string
  result: CheckResult | 'pending'
  /** One plain sentence: what happened and what it means. */
  sentence: string
  /** Cloudflare's own sentences, to be shown in quotes. */
  cloudflareSays: string[]
  blame: Field | null
  /** Where the page about troubles explains this failure; null when there is none. */
  anchor: string | null
  nextStep: NextStep | null
  /** What one click can put right because Cloudflare has shown it; null where a person has to choose. */
  offer: { label: string } | null
  /** A filter of addresses refused AQUILA, and Cloudflare named the address it saw; null when that is not the reason. */
  addressFilter: { seen: string | null } | null
  details: Evidence | null
}

export interface NextStep {
  text: string
  /** What the one button or link does; null when the text alone is the step. */
  action:
    | { kind: 'link'; label: string; href: string }
    | { kind: 'correct'; label: string; field: Field }
    | { kind: 'replace'; label: string }
    | { kind: 'verify_again'; label: string }
    | null
}

export interface ActivityView {
  seq: string
  at: string
  /** "mara@northwind-bikes.example", "AQUILA support (jo@aquila.example)", "AQUILA". */
  actor: string
  /** A whole sentence: "connected the account", "verified the credential: connected". */
  sentence: string
}
