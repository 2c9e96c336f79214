import * as z from 'zod'
import type { Check } from '#lib/cloudflare/check.ts'
import type { AuditReading } from '#lib/cloudflare/conclude-access.ts'
import { classifyAnswer, list, logpushFields, traffic } from '#lib/cloudflare/permission-answer.ts'
import type { PermissionKey } from '#lib/cloudflare/permissions.ts'
import type { Reply } from '#lib/cloudflare/reply.ts'

/** One kind of logs that Cloudflare has, and whether this credential reads it on this plan. */
export interface LogSource {
  key: string
  name: string
  /** What AQUILA would get from it, in a few words. */
  gives: string
  /** Whether it was asked about the account or about the first zone: plans differ from zone to zone. */
  scope: 'account' | 'zone'
  state: 'readable' | 'needs_permission' | 'not_on_plan' | 'could_not_tell'
  /** What has to be added to the token, in Cloudflare's words; null unless that is what it needs. */
  needs: string | null
  /** One sentence where the state alone does not say enough. */
  note: string | null
}

interface Seen {
  /** Those about permissions. */
  checks: readonly Check[]
  audit: AuditReading | null
  plan: string | null
  /** Logpull's switch. */
  flag: Reply | null
  fields: Reply | null
  jobs: Reply | null
  edge: Reply | null
  events: Reply | null
}

/** The log sources of an account and its zone, from what the probes have answered. */
export function logSources(given: Seen): LogSource[] {
  const isZoneRight = given.checks.some(({ subject, result }) => subject === 'logs' && result !== 'not_run')
  // What a zone that is not the account's answers, says nothing about this account.
  const seen = isZoneRight ? given : { ...given, ...ofNoZone }
  const { checks, plan } = seen
  const logs = fromCheck(checks, 'logs', 'Logs: Read')
  return [
    {
      ...source('audit_log', 'Audit logs', 'account', 'who changed what in the account, and sign-ins'),
      ...auditLog(seen),
    },
    {
      ...source('access', 'Access authentication logs', 'account', 'sign-ins to applications behind Access'),
      ...fromCheck(checks, 'access_audit_logs', 'Access: Audit Logs: Read'),
    },
    {
      ...source('logpush', 'HTTP requests by Logpush', 'zone', 'every request, sent as it happens'),
      ...onEnterprise(plan, logpush(seen.jobs)),
    },
    {
      ...source('logpush_fields', 'Fields of HTTP request logs', 'zone', 'which fields Logpush could send'),
      ...fromReply(seen.fields, logpushFields, 'Logs: Read'),
    },
    {
      ...source('logpull', 'HTTP requests by Logpull', 'zone', 'every request of the last 7 days, fetched'),
      ...onEnterprise(plan, logpull(seen.flag, logs)),
    },
    {
      ...source('instant_logs', 'Instant Logs', 'zone', 'requests as they come, for a look by hand'),
      ...instantLogs(seen.edge, logs),
    },
    {
      ...source('analytics', 'Traffic analytics (GraphQL)', 'zone', 'counts of requests, to notice peaks'),
      ...fromCheck(checks, 'analytics', 'Analytics: Read'),
    },
    {
      ...source('security_events', 'Security events (GraphQL)', 'zone', 'what WAF and firewall stopped'),
      ...securityEvents(seen.events, plan),
    },
    {
      ...source(
        'zero_trust',
        'Gateway, CASB, e-mail and DEX logs by Logpush',
        'account',
        'DNS and web traffic of your people, and findings',
      ),
      ...zeroTrust(seen.jobs, plan),
    },
    {
      ...source('log_explorer', 'Log Explorer', 'account', 'a search over logs kept at Cloudflare'),
      ...unclear,
      note: 'AQUILA does not ask: it belongs to a subscription of its own.',
    },
  ]
}

const ofNoZone = { plan: null, flag: null, fields: null, jobs: null, edge: null, events: null }

type Verdict = Pick<LogSource, 'state' | 'needs' | 'note'>

const readable: Verdict = { state: 'readable', needs: null, note: null }
const unclear: Verdict = { state: 'could_not_tell', needs: null, note: null }
const notOnPlan: Verdict = { state: 'not_on_plan', needs: null, note: null }
const lacks = (needs: string): Verdict => ({ state: 'needs_permission', needs, note: null })

function source(key: string, name: string, scope: LogSource['scope'], gives: string) {
  return { key, name, gives, scope }
}

function auditLog({ audit, checks }: Seen): Verdict {
  if (audit === null) return unclear
  const { reading, version } = audit
  if (reading.outcome === 'ok') return { ...readable, note: `Audit Logs ${version} answered AQUILA.` }
  const answer = fromCheck(checks, 'account_settings', 'Account Settings: Read')
  if (answer.state !== 'readable') return answer
  // The permission is there, and the log is closed all the same: so far seen with account-owned tokens only.
  return reading.outcome === 'refused' ? fromDoubt('permission_token_family', null) : unclear
}

function fromCheck(checks: readonly Check[], key: PermissionKey, needs: string): Verdict {
  const check = checks.find(({ subject }) => subject === key)
  if (check?.result === 'passed') return readable
  if (check?.failure === 'permission_role_refused')
    return { ...lacks(needs), note: 'The role of the key’s owner does not open it.' }
  if (check?.result === 'failed') return lacks(needs)
  return fromDoubt(check?.failure ?? '', check?.facts['plan'] ?? null)
}

function fromReply(reply: Reply | null, shape: z.ZodType, needs: string): Verdict {
  if (reply === null) return unclear
  const answer = classifyAnswer(reply, shape)
  if (answer.state === 'granted') return readable
  return answer.state === 'refused' ? lacks(needs) : fromDoubt(answer.code, null)
}

/** Why it could not be told, where that says whether there are such logs at all. */
function fromDoubt(code: string, plan: string | null): Verdict {
  if (code === 'permission_needs_plan') return notOnPlan
  if (code === 'permission_not_on_plan') return plan === null ? unclear : notOnPlan
  if (code === 'permission_product_off')
    return { ...unclear, note: 'The product is not set up in this account, so there are no such logs.' }
  if (code === 'permission_token_family')
    return { ...unclear, note: 'Cloudflare refuses it to account-owned tokens; one of a user may read it.' }
  return unclear
}

/** Logpush and Logpull exist on Enterprise only; elsewhere a refusal is not about the permission. */
function onEnterprise(plan: string | null, answer: Verdict): Verdict {
  if (answer.state === 'readable' || plan === 'enterprise') return answer
  // Without a known plan the refusal can be about either.
  return plan === null ? unclear : { ...notOnPlan, note: `Enterprise only; the zone is on “${plan}”.` }
}

/** Its jobs hold secrets of where they send to, so even their list is opened by the permission that changes them. */
function logpush(jobs: Reply | null): Verdict {
  const answer = fromReply(jobs, list, 'Logs: Write')
  return answer.state === 'needs_permission'
    ? { ...answer, note: 'AQUILA does not ask for it: it also lets a token change what is sent where.' }
    : answer
}

/** Switched off, Logpull answers and has nothing: the permission is right, the logs are not there. */
function logpull(flag: Reply | null, logs: Verdict): Verdict {
  if (logs.state !== 'readable') return logs
  const switched = z.object({ flag: z.boolean() }).safeParse(flag?.outcome === 'ok' ? flag.result : null)
  if (!switched.success) return unclear
  return switched.data.flag
    ? readable
    : { ...readable, note: 'Log retention is switched off, so there is nothing to read yet.' }
}

/** Which plans have it is not documented well enough to say so; with the permission it is not the permission. */
function instantLogs(edge: Reply | null, logs: Verdict): Verdict {
  const answer = fromReply(edge, list, 'Logs: Read')
  return answer.state === 'needs_permission' && logs.state !== 'needs_permission'
    ? { ...unclear, note: 'Refused; it is not on every plan.' }
    : answer
}

function securityEvents(events: Reply | null, plan: string | null): Verdict {
  const answer = fromReply(events, traffic, 'Analytics: Read')
  return answer.state === 'readable' && plan === 'free'
    ? { ...answer, note: 'On “free” a sample, kept briefly.' }
    : answer
}

/** The same jobs carry them, and a second permission for personal data, which no call asks for by itself. */
function zeroTrust(jobs: Reply | null, plan: string | null): Verdict {
  if (jobs === null) return unclear
  const answer = fromReply(jobs, list, 'Logs: Write and Zero Trust: PII Read')
  if (answer.state === 'readable' || (answer.state === 'needs_permission' && plan !== 'enterprise')) {
    return { ...unclear, note: 'It also needs “Zero Trust: PII Read” and Zero Trust on an Enterprise plan.' }
  }
  return answer
}
