import type { Check } from '#lib/cloudflare/check.ts'
import { refusedAddress } from '#lib/cloudflare/classify.ts'
import type { AuditReading, ZoneReading } from '#lib/cloudflare/conclude-access.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import type { Identity } from '#lib/cloudflare/identity.ts'
import {
  classifyAnswer,
  classifyProbe,
  list,
  logpushFields,
  type PermissionAnswer,
} from '#lib/cloudflare/permission-answer.ts'
import type { PermissionKey } from '#lib/cloudflare/permissions.ts'
import { permissionOf } from '#lib/cloudflare/permissions.ts'
import type { Reply } from '#lib/cloudflare/reply.ts'
import { type Question, question } from '#lib/cloudflare/settle.ts'

/** What is known of the verification when a permission is judged. */
export interface PermissionContext {
  identity: Identity
  /** False when the credential is refused or not active: then no permission has an answer of its own. */
  usable: boolean
  /** Whether the account entered is the credential's; a refusal for another one says nothing. */
  accountIsRight: boolean
  /** The zone that was probed. */
  zone: ZoneReading | null
  zoneIsRight: boolean
  /** Of another permission: where one opens the same as another, or one proves the other. */
  other: (key: PermissionKey) => Promise<Reply | null>
  /** `fields`: another proof of "Logs: Read" than Logpull's flag; `jobs`: the list that "Logs: Write" alone opens. */
  logpush: { fields: Promise<Reply | null>; jobs: Promise<Reply | null> }
}

/** "Is this permission granted?" For a Global API Key: may its owner's role read this? */
export async function concludePermission(
  key: PermissionKey,
  reply: Reply | null,
  known: PermissionContext,
): Promise<Check> {
  const ask = question('permission', key)
  const isRight = permissionOf(key)?.scope === 'account' ? known.accountIsRight : known.zoneIsRight
  if (reply === null || !known.usable || !isRight) return ask.notRun(reply?.evidence)
  const answer = classifyProbe(key, reply)
  if (key !== 'logs' || answer.state === 'granted')
    return settle(ask, key, reply, weigh(key, answer, known), known)
  const [told, proof] = await weighLogs(reply, answer, known)
  return settle(ask, key, proof, told, known)
}

/** "Account Settings" is proven by the audit log; `roles` is asked only where the log does not say. */
export function concludeAccountSettings(
  audit: AuditReading | null,
  roles: Reply | null,
  known: PermissionContext,
): Check {
  const ask = question('permission', 'account_settings')
  if (audit === null || !known.usable || !known.accountIsRight) return ask.notRun(audit?.reading.evidence)
  const { reading } = audit
  const facts = factsOf('account_settings', known)
  if (reading.outcome === 'ok') return ask.passed(reading.evidence, facts)
  const answer = roles && classifyProbe('account_settings', roles)
  if (answer?.state === 'granted') return ask.passed(roles?.evidence ?? null, facts)
  if (reading.outcome === 'refused' && reading.refusal === 'account_token_not_taken')
    return ask.couldNotTell('permission_token_family', reading.evidence, facts)
  const isRefused = reading.outcome === 'refused' && reading.refusal === 'forbidden'
  if (isRefused && (roles === null || answer?.state === 'refused')) {
    return ask.failed(refusalCode(known), reading.evidence, facts)
  }
  if (isRefused) return ask.couldNotTell('permission_token_family', reading.evidence, facts)
  if (reading.outcome === 'unclear') return ask.unclear(reading, facts)
  return ask.couldNotTell('unexplained_refusal', reading.evidence, facts)
}

/** Whether the audit log's answer leaves it open if the permission is the reason, or the family of the token, or the log. */
export function needsRoles(audit: AuditReading | null, identity: Identity): boolean {
  if (audit === null || audit.reading.outcome === 'ok') return false
  if (audit.reading.outcome === 'unclear')
    return !['timeout', 'connect_failed', 'rate_limited'].includes(audit.reading.reason)
  const isAccountToken = identity.kind === 'api_token' && identity.family === 'account'
  return isAccountToken || audit.reading.refusal === 'not_found'
}

/** Brings in what a single answer cannot know. */
function weigh(key: PermissionKey, answer: PermissionAnswer, known: PermissionContext): PermissionAnswer {
  if (key === 'zone' && answer.state === 'granted' && answer.note === 'empty') {
    // The list leaves out what may not be listed, and the zone entered is there.
    return { state: 'refused', limitedToZones: false }
  }
  if (answer.state !== 'refused') return answer
  // Cloudflare's matrix of account-owned tokens has the Intel Data Platform among what they cannot read.
  const isAccountToken = known.identity.kind === 'api_token' && known.identity.family === 'account'
  if (key === 'intel' && isAccountToken) return { state: 'unknown', code: 'permission_token_family' }
  return answer
}

/**
 * Logpull exists on Enterprise only: anywhere else its refusal cannot be read as a missing permission. The list of
 * Logpush's fields is opened by the same permission. Comes with the reply that decided.
 */
async function weighLogs(
  reply: Reply,
  answer: PermissionAnswer,
  known: PermissionContext,
): Promise<[PermissionAnswer, Reply]> {
  const { status } = reply.evidence
  const isRefusal = reply.outcome === 'refused' || (status !== null && status >= 400 && status < 429)
  if (!isRefusal) return [answer, reply]
  if (planOf(known.zone) !== 'enterprise')
    return [{ state: 'unknown', code: 'permission_not_on_plan' }, reply]
  const fields = await known.logpush.fields
  const proof = fields && classifyAnswer(fields, logpushFields)
  return fields && proof?.state === 'granted' ? [proof, fields] : [answer, reply]
}

async function settle(
  ask: Question,
  key: PermissionKey,
  reply: Reply,
  answer: PermissionAnswer,
  known: PermissionContext,
): Promise<Check> {
  const { evidence } = reply
  const writes = key === 'logs' && (await mayWriteLogs(known)) ? 'Logs' : null
  const facts = { ...factsOf(key, known), writes }
  if (answer.state === 'granted') {
    const note = answer.note === 'empty' ? null : answer.note
    return ask.passed(evidence, { ...facts, note, ambiguousWith: await coveredBy(key, known) })
  }
  if (answer.state === 'refused') {
    if (key === 'zone' && answer.limitedToZones) return ask.passed(evidence, { ...facts, note: 'limited' })
    return ask.failed(refusalCode(known), evidence, facts)
  }
  const wait = reply.outcome === 'unclear' ? reply.retryAfterSeconds?.toString() : null
  const ip = answer.code === 'ip_filtered' ? refusedAddress(evidence.errors) : null
  return ask.couldNotTell(answer.code, evidence, { ...facts, retryAfterSeconds: wait, ip })
}

function refusalCode({ identity }: PermissionContext): FailureCode {
  return identity.kind === 'global_key' ? 'permission_role_refused' : 'permission_missing'
}

function factsOf(key: PermissionKey, known: PermissionContext) {
  const { identity } = known
  const kind = identity.kind === 'global_key' ? 'global_key' : null
  const family = identity.kind === 'api_token' ? identity.family : null
  return { permission: key, kind, family, plan: planOf(known.zone) }
}

/** Cloudflare shows the list of Logpush jobs only to who may change them: seen without writing anything. */
async function mayWriteLogs({ logpush }: PermissionContext): Promise<boolean> {
  const jobs = await logpush.jobs
  return jobs !== null && classifyAnswer(jobs, list).state === 'granted'
}

/** "Account WAF" opens the zone's rules too, and both kinds of "API Gateway" the zone's endpoints. */
async function coveredBy(key: PermissionKey, known: PermissionContext): Promise<string | null> {
  if (known.identity.kind === 'global_key') return null
  if (key === 'api_gateway') return 'Account API Gateway'
  if (key !== 'zone_waf') return null
  const accountWaf = await known.other('account_waf')
  const isOpen = accountWaf !== null && classifyProbe('account_waf', accountWaf).state === 'granted'
  return isOpen ? 'Account WAF' : null
}

/** "free", "pro", "business" or "enterprise"; null when Cloudflare did not say. */
export function planOf(zone: ZoneReading | null): string | null {
  return zone?.outcome === 'ok' ? (zone.value.plan?.legacy_id?.toLowerCase() ?? null) : null
}
