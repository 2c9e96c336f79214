import type { FailureCode } from '#lib/cloudflare/failure.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'

/** The questions of one verification, in the order in which a person reads them. */
export const checkNames = [
  'reached_cloudflare',
  'credential_accepted',
  'status_and_expiry',
  'account',
  'zone',
  'zone_belongs_to_account',
  'audit_log_readable',
  'permission',
] as const

export type CheckName = (typeof checkNames)[number]

/** `not_run`: the question made no sense after another one's answer (no account to read a log of). */
export type CheckResult = 'passed' | 'failed' | 'could_not_tell' | 'not_run'

/** A field of the form that can be at fault. */
export type Field = 'token' | 'key' | 'email' | 'accountId' | 'zoneIds' | 'permissions'

/** What Cloudflare answered to the call that settled a check. Holds no secret and no response body. */
export interface Evidence {
  /** "GET /zones/{zone_id}": the path with its ids, without host and query values. */
  endpoint: string
  /** HTTP status; null when no answer came. */
  status: number | null
  /**
   * Every code Cloudflare gave, `errors[]` first, then each `error_chain[]`; null where Cloudflare sent none.
   * GraphQL gives words for codes.
   */
  errors: { code: number | string | null; message: string; chained: boolean }[]
  cfRay: string | null
  /** RFC 3339, when the call started. */
  at: string
  durationMs: number
}

/** One settled question of a verification. */
export interface Check {
  name: CheckName
  /** The zone id for checks about one zone, the permission's key for one about a permission, else "". */
  subject: string
  result: CheckResult
  /** Why it did not pass; null only when it passed. */
  failure: FailureCode | null
  /** Small public facts for the sentence (account name, expiry, "answered by v2"). Never a secret. */
  facts: Record<string, string>
  /** The call that settled it; null when no call was needed or made. */
  evidence: Evidence | null
}

/** What each question is asked about: each zone, each permission, or the verification as a whole. */
export function subjectsOf(name: CheckName, zoneIds: readonly string[]): readonly string[] {
  if (name === 'permission') return permissions.map(({ key }) => key)
  return name.startsWith('zone') && zoneIds.length > 0 ? zoneIds : ['']
}
