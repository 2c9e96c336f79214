import { accessFailures } from '#lib/cloudflare/failure-access.ts'
import { credentialFailures } from '#lib/cloudflare/failure-credential.ts'
import { pastedFailures } from '#lib/cloudflare/failure-pasted.ts'
import { permissionFailures } from '#lib/cloudflare/failure-permission.ts'
import type { Failure } from '#lib/cloudflare/failure-type.ts'
import { upstreamFailures } from '#lib/cloudflare/failure-upstream.ts'

/** Every reason for which a check did not pass, by what it is about. The list is the table: no code without its words. */
export const failureGroups = {
  credential: { ...credentialFailures, ...pastedFailures },
  access: accessFailures,
  permissions: permissionFailures,
  cloudflare: upstreamFailures,
} as const

export type FailureGroup = keyof typeof failureGroups

export type FailureCode = { [Group in FailureGroup]: keyof (typeof failureGroups)[Group] }[FailureGroup]

const failures: Readonly<Record<FailureCode, Failure>> = {
  ...failureGroups.credential,
  ...failureGroups.access,
  ...failureGroups.permissions,
  ...failureGroups.cloudflare,
}

/** The words for a code. */
export function failureOf(code: FailureCode): Failure {
  return failures[code]
}

export const failureCodes = Object.keys(failures) as FailureCode[]

/** Where a code's entry stands on the page about troubles: part of links that people keep, so derived from the code alone. */
export function anchorOf(code: FailureCode): string {
  return code.replaceAll('_', '-')
}

/** A failure's title for a code as it is stored; null for none, and for one that this version does not know. */
export function failureTitle(code: string | null): string | null {
  return failureCodes.some((known) => known === code) ? failureOf(code as FailureCode).title : null
}
