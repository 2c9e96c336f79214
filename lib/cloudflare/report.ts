import type { AuditSample } from '#lib/cloudflare/audit-record.ts'
import {
  type Check,
  type CheckName,
  type CheckResult,
  checkNames,
  type Field,
} from '#lib/cloudflare/check.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import { explain } from '#lib/cloudflare/explain.ts'
import { type FailureCode, failureOf } from '#lib/cloudflare/failure.ts'
import type { Facts } from '#lib/cloudflare/failure-type.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'
import { type Power, powerOf } from '#lib/cloudflare/power.ts'
import { missingPermissions, unknownPermissions, type Verdict, verdict } from '#lib/cloudflare/verdict.ts'

/** One verification for machines and support; `docs/verify-report.md` says what each part means. */
export interface VerificationReport {
  verdict: Verdict
  blame: Field[]
  missing: string[]
  unknown: string[]
  checks: ReportedCheck[]
  expiresOn: string | null
  sample: { records: number; version: AuditSample['version'] } | null
  power: Power | null
  logSources: LogSource[]
}

interface ReportedCheck {
  name: CheckName
  subject: string
  title: string
  result: CheckResult
  failure: FailureCode | null
  sentence: string
  nextStep: string | null
  cloudflareSays: string[]
  endpoint: string | null
  status: number | null
  codes: (number | string)[]
  cfRay: string | null
  at: string | null
  ms: number | null
}

/** Puts together what the events of one verification have brought. Holds no secret and none of the log's records. */
export function verificationReport(
  credential: { kind: CredentialKind },
  seen: { checks: readonly Check[]; sample: AuditSample | null; sources: LogSource[] },
): VerificationReport {
  const { checks, sample, sources } = seen
  const status: Facts | undefined = checks.find(({ name }) => name === 'status_and_expiry')?.facts
  return {
    verdict: verdict(checks),
    blame: blameOf(checks),
    missing: missingPermissions(checks),
    unknown: unknownPermissions(checks),
    checks: inReadingOrder(checks).map(reported),
    expiresOn: status?.expiresOn ?? null,
    sample: sample && { records: sample.records.length, version: sample.version },
    power: powerOf(credential, checks),
    logSources: sources,
  }
}

/** As they settle, checks come in any order. */
function inReadingOrder(checks: readonly Check[]): Check[] {
  const keys: readonly string[] = permissions.map(({ key }) => key)
  const place = ({ name, subject }: Check) => checkNames.indexOf(name) * 100 + keys.indexOf(subject)
  return checks.toSorted((a, b) => place(a) - place(b))
}

/** The fields at fault, each once; only of what failed, for a doubt is nobody's fault. */
function blameOf(checks: readonly Check[]): Field[] {
  const fields = inReadingOrder(checks).flatMap(({ result, failure }) => {
    if (result !== 'failed' || failure === null) return []
    const { blame, alsoBlame } = failureOf(failure)
    return [blame, alsoBlame].flatMap((field) => (field ? [field] : []))
  })
  return [...new Set(fields)]
}

function reported(check: Check): ReportedCheck {
  const { title, sentence, nextStep, cloudflareSays } = explain(check)
  const { name, subject, result, failure, evidence } = check
  return {
    name,
    subject,
    title,
    result,
    failure,
    sentence,
    nextStep: nextStep?.text ?? null,
    cloudflareSays,
    endpoint: evidence?.endpoint ?? null,
    status: evidence?.status ?? null,
    codes: evidence?.errors.flatMap(({ code }) => (code === null ? [] : [code])) ?? [],
    cfRay: evidence?.cfRay ?? null,
    at: evidence?.at ?? null,
    ms: evidence?.durationMs ?? null,
  }
}
