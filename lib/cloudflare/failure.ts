import { accessFailures } from '#lib/cloudflare/failure-access.ts'
import { credentialFailures } from '#lib/cloudflare/failure-credential.ts'
import type { Failure } from '#lib/cloudflare/failure-type.ts'
import { upstreamFailures } from '#lib/cloudflare/failure-upstream.ts'

/** Every reason for which a check did not pass. The list is the table: no code without its words. */
export type FailureCode =
  | keyof typeof credentialFailures
  | keyof typeof accessFailures
  | keyof typeof upstreamFailures

const failures: Readonly<Record<FailureCode, Failure>> = {
  ...credentialFailures,
  ...accessFailures,
  ...upstreamFailures,
}

/** The words for a code. */
export function failureOf(code: FailureCode): Failure {
  return failures[code]
}
