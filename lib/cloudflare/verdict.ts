import { type Check, checkNames } from '#lib/cloudflare/check.ts'
import type { Facts } from '#lib/cloudflare/failure-type.ts'
import { type PermissionKey, permissions } from '#lib/cloudflare/permissions.ts'

/** Where one whole verification leaves an integration. */
export type Verdict = 'connected' | 'connected_with_gaps' | 'needs_attention' | 'unconfirmed'

/**
 * Connected only when every question was asked, and each but those about permissions passed: what is missing or unclear
 * there is never a yes. Of the permissions a missing one is a gap. One that could not be told is none: a plan without
 * the product would keep an integration in doubt for ever, and the audit log has proven already that it works.
 */
export function verdict(checks: readonly Check[]): Verdict {
  const asked = checks.filter(({ name }) => name === 'permission')
  const others = checks.filter(({ name }) => name !== 'permission')
  if (others.some(({ result }) => result === 'failed')) return 'needs_attention'
  const isComplete =
    checkNames.every((name) => checks.some((check) => check.name === name)) &&
    permissions.every(({ key }) =>
      asked.some(({ subject, result }) => subject === key && result !== 'not_run'),
    )
  if (!isComplete || others.some(({ result }) => result !== 'passed')) return 'unconfirmed'
  return asked.some(({ result }) => result === 'failed') ? 'connected_with_gaps' : 'connected'
}

/** What counts of a check here; one on a screen has it as well. */
type Answered = Pick<Check, 'name' | 'subject'> & { result: string }

/** The permissions that Cloudflare plainly refused, as its dashboard names them. */
export function missingPermissions(checks: readonly Answered[]): string[] {
  return permissionsWith(checks, 'failed')
}

/** Those of which it could not be told, be it for the plan, a product that is off, the token's family or trouble. */
export function unknownPermissions(checks: readonly Answered[]): string[] {
  return permissionsWith(checks, 'could_not_tell')
}

/** The missing ones by their keys, for what stores or filters. */
export function missingPermissionKeys(checks: readonly Answered[]): PermissionKey[] {
  return permissionsOf(checks, 'failed').map(({ key }) => key)
}

function permissionsWith(checks: readonly Answered[], result: Check['result']): string[] {
  return permissionsOf(checks, result).map(({ name }) => name)
}

function permissionsOf(checks: readonly Answered[], result: Check['result']) {
  const found = checks.filter((check) => check.name === 'permission' && check.result === result)
  return permissions.filter(({ key }) => found.some(({ subject }) => subject === key))
}

/**
 * The check to speak of when there is room for one: in reading order the first that failed, else the first that could
 * not tell; of permissions neither, for they are listed by name. Null when all passed.
 */
export function firstProblem(checks: readonly Check[]): Check | null {
  const asked = checkNames
    .filter((name) => name !== 'permission')
    .flatMap((name) => checks.filter((check) => check.name === name))
  return (
    asked.find(({ result }) => result === 'failed') ??
    asked.find(({ result }) => result === 'could_not_tell') ??
    null
  )
}

/** How long Cloudflare wants to be left alone, in seconds; null when it did not say. */
export function retryAfterSeconds(checks: readonly Check[]): number | null {
  const asked = checks.flatMap(({ facts }: { facts: Facts }) => {
    const seconds = Number(facts.retryAfterSeconds ?? Number.NaN)
    return Number.isFinite(seconds) ? [seconds] : []
  })
  return asked.length === 0 ? null : Math.max(...asked)
}
