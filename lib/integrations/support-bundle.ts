import 'server-only'
import type { Check, Evidence } from '#lib/cloudflare/check.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import { powerOf } from '#lib/cloudflare/power.ts'
import { missingPermissions, unknownPermissions } from '#lib/cloudflare/verdict.ts'
import { bundleText, withoutPersonal } from '#lib/integrations/bundle-text.ts'
import { pastChecklist } from '#lib/integrations/past-checklist.ts'
import {
  pastVerification,
  type StoredVerification,
  zonesAskedAbout,
} from '#lib/integrations/past-verification.ts'
import type { IntegrationState } from '#lib/integrations/view.ts'

/** What a bundle is made of. Nothing here can hold a secret or a record of the audit log. */
export interface BundleSource {
  integrationId: string
  /** Of the integration now, which may be another one than after this verification. */
  state: IntegrationState
  /** Of the integration now; taken where the verification has none of its own. */
  accountId: string
  zoneIds: string[]
  run: StoredVerification
  credential: { kind: CredentialKind; mask: string; version: number; email: string | null } | null
  logSources: LogSource[] | null
  portalVersion: string
  madeAt: Date
}

/**
 * Everything that support needs to know about one verification, as one text: JSON, indented, with the sentences of
 * the page in it. A person reads it from top to bottom, a machine parses it, and there is no second form that could
 * say something else. Its id is the id of the verification, so that the same bundle is found again by it.
 *
 * Free text goes through redaction again and has no e-mail and IP addresses, with one exception: where a token's IP
 * filter refused AQUILA, Cloudflare names the address it saw; that is AQUILA's own, and the very thing support needs.
 */
export function supportBundle(source: BundleSource): string {
  const { run, credential } = source
  const past = pastVerification(run, null)
  const asked = zonesAskedAbout(run.checks)
  const own = ownAddresses(run.checks)
  const clean = (text: string) => withoutPersonal(text, own)
  const status: Record<string, string> =
    run.checks.find(({ name }) => name === 'status_and_expiry')?.facts ?? {}
  return bundleText({
    about:
      'Support bundle of the AQUILA Cloudflare portal: one verification. No secret, no audit-log record; e-mail and IP addresses are masked.',
    bundleId: run.id,
    madeAt: source.madeAt.toISOString(),
    portalVersion: source.portalVersion,
    integration: {
      id: source.integrationId,
      stateNow: source.state,
      accountId: (run.accountId ?? source.accountId).trim(),
      zoneIds: asked.length > 0 ? asked : source.zoneIds,
    },
    credential: credential && {
      method: credential.kind,
      mask: credential.mask,
      version: credential.version,
      email: credential.email && withoutPersonal(credential.email),
      expiresOn: status['expiresOn'] ?? null,
      power: powerOf(credential, run.checks),
    },
    verification: {
      outcome: past.outcome,
      askedBy: run.trigger,
      attempt: run.attempt,
      createdAt: run.createdAt.toISOString(),
      startedAt: run.startedAt?.toISOString() ?? null,
      finishedAt: run.finishedAt?.toISOString() ?? null,
      tookMs: past.tookMs,
      isPartial: past.isPartial,
    },
    missing: missingPermissions(run.checks),
    unknown: unknownPermissions(run.checks),
    checks: pastChecklist(run.checks).map((view) => {
      const { name, subject, result, details } = view
      const check = run.checks.find((one) => one.name === name && one.subject === subject)
      return {
        name,
        subject,
        title: clean(view.title),
        result,
        failure: check?.failure ?? null,
        sentence: clean(view.sentence),
        nextStep: view.nextStep && clean(view.nextStep.text),
        call: details && callOf(details, clean),
      }
    }),
    logSources:
      source.logSources?.map(({ key, name, state, needs, note }) => ({
        key,
        name,
        state,
        needs,
        note: note && clean(note),
      })) ?? null,
  })
}

/** What Cloudflare and we need to find this very call again. */
function callOf(
  { endpoint, status, errors, cfRay, at, durationMs }: Evidence,
  clean: (text: string) => string,
) {
  const cleaned = errors.map(({ code, message, chained }) => ({
    code: typeof code === 'string' ? clean(code) : code,
    message: clean(message),
    chained,
  }))
  return { endpoint, status, errors: cleaned, cfRay, at, ms: durationMs }
}

/** The addresses that a token's IP filter refused: Cloudflare names those it saw, which are AQUILA's. */
function ownAddresses(checks: readonly Check[]): string[] {
  return checks.flatMap(({ failure, facts }) =>
    failure === 'ip_filtered' && facts['ip'] ? [facts['ip']] : [],
  )
}
