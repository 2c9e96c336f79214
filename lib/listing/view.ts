import type { CaseState } from '#lib/cases/case.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { Power } from '#lib/cloudflare/power.ts'

/** The states of an integration, with the gaps as one of their own. */
export const listedStates = [
  'verifying',
  'connected',
  'connected_with_gaps',
  'needs_attention',
  'unconfirmed',
  'disconnected',
] as const

export type ListedState = (typeof listedStates)[number]

/** One row of the staff's list. No type in this file can carry a secret. Times are RFC 3339. */
export interface ListedIntegration {
  id: string
  /** Its place in the order of the list. */
  key: string
  customerId: string
  customerName: string
  accountId: string
  accountName: string | null
  /** The name, else the id, of the first zone; null when there is none. */
  firstZone: string | null
  zoneCount: number
  state: ListedState
  /** What is wrong, in a few words; null when nothing is. */
  problem: string | null
  /** Missing permissions, by Cloudflare's names. */
  missing: string[]
  /** Null when the credential is destroyed. */
  credential: { kind: CredentialKind; mask: string; power: Power | null } | null
  expiresOn: string | null
  lastVerifiedAt: string | null
  createdAt: string
  /** The address of the staff member who looks after it. */
  assignee: string | null
  caseState: CaseState | null
  /** A day as "2026-12-31"; null when none is set. */
  nextContactOn: string | null
  /** AQUILA does not verify it by itself. */
  isPaused: boolean
}

/** A filter, an order and columns that a staff member gave a name. */
export interface SavedView {
  id: string
  name: string
  /** The query of the list's address. */
  query: string
}
