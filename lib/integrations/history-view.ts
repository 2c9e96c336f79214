import type { Verdict } from '#lib/cloudflare/verdict.ts'
import type { CheckView, CredentialView } from '#lib/integrations/view.ts'

/** One thing that is another way than it was, as a sentence without its full stop. */
export interface Change {
  /** Whether it is good news; `doubt`: it could not be told any more. */
  tone: 'worse' | 'doubt' | 'better' | 'other'
  text: string
}

/** Who or what asked for a verification. */
export type Trigger = 'connect' | 'correct' | 'replace' | 'member' | 'staff' | 'retry' | 'schedule'

/**
 * How a verification ended. `superseded`: it was ended without a result, because credential or ids were changed or the
 * account was disconnected. `running`: begun and not ended. `waiting`: not begun yet.
 */
export type Outcome = Verdict | 'superseded' | 'running' | 'waiting'

/** One verification among all of an integration. Times are RFC 3339. */
export interface PastVerification {
  id: string
  trigger: Trigger
  outcome: Outcome
  /** When it began; for one that never did, when it was asked for. */
  at: string
  /** Null while it has not ended, and where it never began. */
  tookMs: number | null
  /** For one that waits: when it is due. */
  dueAt: string | null
  /** It has a verdict, though not all checks were made: the run broke down and was given up. */
  isPartial: boolean
  /** What differs from the last one before it that has a verdict; null when there is nothing to compare. */
  changes: Change[] | null
}

/** Whose history it is, for the head of a page. */
export interface HistoryOf {
  integrationId: string
  customerName: string
  accountId: string
  accountName: string | null
}

export interface HistoryPage extends HistoryOf {
  /** Of all pages. */
  count: number
  /** Newest first. */
  rows: PastVerification[]
  /** The key of the neighboring pages, for `before` and `after`; null where there is none. */
  newer: string | null
  older: string | null
}

/** One verification as it was, with the ways to those around it. */
export interface VerificationPage extends HistoryOf {
  verification: PastVerification
  /** Which one its changes are compared with. */
  comparedWith: { id: string; at: string } | null
  checks: CheckView[]
  credential: Pick<CredentialView, 'kind' | 'mask' | 'version'> | null
  /** Neighbors; null where there is none. `newest` is null on the newest itself. */
  newest: string | null
  newer: string | null
  older: string | null
}

/** For the page of an integration: that there is a history, and the last thing that changed. */
export interface HistorySummary {
  count: number
  /** How many verifications were looked through for the last change. */
  compared: number
  last: { verificationId: string; at: string; changes: Change[] } | null
}
