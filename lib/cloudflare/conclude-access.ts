import type * as z from 'zod'
import type { AuditSample } from '#lib/cloudflare/audit-record.ts'
import type { Check } from '#lib/cloudflare/check.ts'
import { isAboutCredential } from '#lib/cloudflare/classify.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import type { Identity } from '#lib/cloudflare/identity.ts'
import type { Reading } from '#lib/cloudflare/reading.ts'
import type { account, zone as zoneSchema } from '#lib/cloudflare/response.ts'
import { type Question, question } from '#lib/cloudflare/settle.ts'

export type AccountReading = Reading<z.infer<typeof account>>
export type ZoneReading = Reading<z.infer<typeof zoneSchema>>
export interface AuditReading {
  version: AuditSample['version']
  reading: Reading<unknown[]>
}

/** Everything that the calls of one verification came to. Null: not asked, because the id is none. */
export interface Readings {
  accountId: string
  zoneIds: readonly string[]
  identity: Identity
  /** False when the credential is refused or not active: then a refused question has no answer of its own. */
  usable: boolean
  account: AccountReading | null
  zones: readonly (ZoneReading | null)[]
  audit: AuditReading | null
  /** The zone that the Account ID turned out to be the id of; null when it is none, or nobody had to ask. */
  swapped: z.infer<typeof zoneSchema> | null
}

/** Awaited only where a reading does not decide alone, so that every check settles as early as it can. */
type Later = () => Promise<Readings>

/** "Can the credential see the account?" Reading the account itself needs a permission that others do not. */
export async function concludeAccount(reading: AccountReading | null, later: Later): Promise<Check> {
  const ask = question('account')
  if (reading === null) return badId(ask, 'account_id', (await later()).accountId)
  if (reading.outcome === 'ok') return ask.passed(reading.evidence, { accountName: reading.value.name })
  const known = await later()
  const seen = known.zones.flatMap((zone) => (zone?.outcome === 'ok' ? [zone] : []))
  const home = seen.find((zone) => zone.value.account.id === known.accountId)
  if (home) {
    const provenBy = home.evidence.endpoint
    return ask.passed(home.evidence, { accountName: home.value.account.name, provenBy })
  }
  const audit = known.audit?.reading
  if (audit?.outcome === 'ok') return ask.passed(audit.evidence, { provenBy: audit.evidence.endpoint })
  if (reading.outcome === 'unclear') return ask.unclear(reading)
  const general = generalRefusal(ask, reading, known.usable)
  if (general) return general
  if (known.swapped) {
    const code = known.zoneIds.includes(known.swapped.account.id) ? 'ids_swapped' : 'zone_id_as_account_id'
    return ask.failed(code, reading.evidence, { zoneName: known.swapped.name, ...suggest(known.swapped) })
  }
  const code = known.identity.kind === 'global_key' ? 'not_a_member' : 'account_not_reachable'
  return ask.failed(code, reading.evidence, seen[0] ? suggest(seen[0].value) : {})
}

/** "Can the credential see this zone?" */
export async function concludeZone(
  zoneId: string,
  reading: ZoneReading | null,
  accountCheck: Promise<Check>,
  later: Later,
): Promise<Check> {
  const ask = question('zone', zoneId)
  if (reading === null) return badId(ask, 'zone_id', zoneId)
  if (reading.outcome === 'unclear') return ask.unclear(reading)
  if (reading.outcome === 'ok') {
    const { name, status, plan } = reading.value
    return ask.passed(reading.evidence, { zoneName: name, status, plan: plan?.legacy_id })
  }
  const known = await later()
  const general = generalRefusal(ask, reading, known.usable)
  if (general) return general
  if (known.swapped?.account.id === zoneId)
    return ask.failed('ids_swapped', reading.evidence, suggest(known.swapped))
  // Who cannot see the account cannot see its zones: that is one fault, not two.
  const outside: (FailureCode | null)[] = ['account_not_reachable', 'not_a_member']
  if (outside.includes((await accountCheck).failure)) return ask.notRun(reading.evidence)
  const isAccount = zoneId === known.accountId && known.account?.outcome === 'ok'
  return ask.failed(isAccount ? 'account_id_as_zone_id' : 'zone_not_reachable', reading.evidence)
}

/** "Is the zone one of this account?" The cheapest way to see that two ids do not fit together. */
export async function concludeBelonging(
  accountId: string,
  zoneId: string,
  reading: ZoneReading | null,
  accountCheck: Promise<Check>,
): Promise<Check> {
  const ask = question('zone_belongs_to_account', zoneId)
  if (reading?.outcome !== 'ok') return ask.notRun(reading?.evidence)
  const { name, account } = reading.value
  const facts = { zoneName: name, zoneAccountId: account.id, zoneAccountName: account.name }
  if (account.id === accountId) return ask.passed(reading.evidence, facts)
  // With an Account ID that is wrong by itself, no zone could belong to it.
  return (await accountCheck).result === 'failed'
    ? ask.notRun(reading.evidence, facts)
    : ask.failed('zone_of_another_account', reading.evidence, facts)
}

/** "Can the audit log be read?" The honest proof of "Account Settings: Read". */
export async function concludeAuditLog(
  audit: AuditReading | null,
  records: number,
  accountCheck: Promise<Check>,
  later: Later,
): Promise<Check> {
  const ask = question('audit_log_readable')
  if (audit === null) return ask.notRun()
  const { reading, version } = audit
  if (reading.outcome === 'ok') return ask.passed(reading.evidence, { version, records: records.toString() })
  if (reading.outcome === 'unclear') return ask.unclear(reading)
  const known = await later()
  // Whose audit log? A refusal for the wrong account says nothing about the permission.
  const isAnswer = known.usable && (await accountCheck).result === 'passed'
  // Of the audit log it is an answer: another token is needed, and nothing will change by asking again.
  if (isAnswer && reading.refusal === 'account_token_not_taken')
    return ask.failed('audit_log_account_token_refused', reading.evidence)
  const general = generalRefusal(ask, reading, isAnswer)
  if (general) return general
  if (reading.refusal === 'not_found') return ask.couldNotTell('audit_log_unavailable', reading.evidence)
  return ask.failed(auditCode(known.identity), reading.evidence)
}

function auditCode(identity: Identity): FailureCode {
  if (identity.kind === 'global_key') return 'audit_log_role_refused'
  // Reports differ on whether the audit log takes account-owned tokens at all, so the advice differs.
  return identity.family === 'account' ? 'audit_log_account_token_refused' : 'audit_log_forbidden'
}

/** An id of another length was cut or brought something along; the rest is no id at all. */
function badId(ask: Question, what: 'account_id' | 'zone_id', id: string): Check {
  return id.length === 32
    ? ask.failed(`${what}_invalid`, null)
    : ask.failed(`${what}_truncated`, null, { length: id.length.toString() })
}

type RefusedReading = Reading<unknown> & { outcome: 'refused' }

/** Refusals that mean the same whatever was asked; null for those about a permission or an id. */
function generalRefusal(
  ask: Question,
  { refusal, evidence }: RefusedReading,
  isAnswer: boolean,
): Check | null {
  if (!isAnswer) return ask.notRun(evidence)
  if (refusal === 'account_token_not_taken') return ask.couldNotTell('account_token_not_taken', evidence)
  if (refusal === 'ip_filtered' || refusal === 'locked_out') return ask.credentialRefused(refusal, evidence)
  // The credential has been accepted elsewhere; a service that does not know it has not heard of it yet.
  if (refusal === 'token_spreading' || isAboutCredential(refusal)) {
    return ask.couldNotTell('token_spreading', evidence)
  }
  return null
}

const suggest = (zone: z.infer<typeof zoneSchema>) => ({
  suggestedAccountId: zone.account.id,
  suggestedAccountName: zone.account.name,
})
