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
export function logSources(seen: Seen): LogSource[] {
  const { checks, plan } = seen
  // Both ways to request logs exist on Enterprise only; elsewhere a refusal is not about the permission.
  const isElsewhere = plan !== null && plan !== 'enterprise'
  const onPlan = (answer: Verdict): Verdict =>
    isElsewhere && answer.state !== 'readable' ? { ...notOnPlan, note: `The zone is on “${plan}”.` } : answer
  const logs = fromCheck(checks, 'logs', 'Logs: Read')
  const instant = fromReply(seen.edge, list, 'Logs: Read')
  return [
    { ...auditLog(seen.audit), key: 'audit_log', name: 'Audit logs' },
    {
      ...fromCheck(checks, 'access_audit_logs', 'Access: Audit Logs: Read'),
      key: 'access',
      name: 'Access authentication logs',
    },
    {
      ...onPlan(fromReply(seen.jobs, list, 'Logs: Write')),
      key: 'logpush',
      name: 'HTTP requests by Logpush',
    },
    {
      ...fromReply(seen.fields, logpushFields, 'Logs: Read'),
      key: 'logpush_fields',
      name: 'Fields of HTTP request logs',
    },
    { ...onPlan(logpull(seen.flag, logs)), key: 'logpull', name: 'HTTP requests by Logpull' },
    {
      // Which plans have it is not documented well enough to say so; with the permission it is not the permission.
      ...(instant.state === 'needs_permission' && logs.state !== 'needs_permission' ? unclear : instant),
      key: 'instant_logs',
      name: 'Instant Logs',
    },
    {
      ...fromCheck(checks, 'analytics', 'Analytics: Read'),
      key: 'analytics',
      name: 'Traffic analytics (GraphQL)',
    },
    {
      ...fromReply(seen.events, traffic, 'Analytics: Read'),
      key: 'security_events',
      name: 'Security events (GraphQL)',
    },
    {
      ...zeroTrust(seen.jobs, isElsewhere),
      key: 'zero_trust',
      name: 'Gateway, CASB, e-mail and DEX logs by Logpush',
    },
    {
      ...unclear,
      note: 'AQUILA does not ask: it belongs to a subscription of its own.',
      key: 'log_explorer',
      name: 'Log Explorer',
    },
  ]
}

type Verdict = Pick<LogSource, 'state' | 'needs' | 'note'>

const readable: Verdict = { state: 'readable', needs: null, note: null }
const unclear: Verdict = { state: 'could_not_tell', needs: null, note: null }
const notOnPlan: Verdict = { state: 'not_on_plan', needs: null, note: null }
const lacks = (needs: string): Verdict => ({ state: 'needs_permission', needs, note: null })

function auditLog(audit: AuditReading | null): Verdict {
  if (audit === null) return unclear
  if (audit.reading.outcome === 'ok')
    return { ...readable, note: `Audit Logs ${audit.version} answered AQUILA.` }
  const isRefused = audit.reading.outcome === 'refused' && audit.reading.refusal === 'forbidden'
  return isRefused ? lacks('Account Settings: Read') : unclear
}

function fromCheck(checks: readonly Check[], key: PermissionKey, needs: string): Verdict {
  const check = checks.find(({ subject }) => subject === key)
  if (check?.result === 'passed') return readable
  if (check?.result === 'failed') return lacks(needs)
  return plans.has(check?.failure ?? '') ? notOnPlan : unclear
}

function fromReply(reply: Reply | null, shape: z.ZodType, needs: string): Verdict {
  if (reply === null) return unclear
  const answer = classifyAnswer(reply, shape)
  if (answer.state === 'granted') return readable
  if (answer.state === 'refused') return lacks(needs)
  return plans.has(answer.code) ? notOnPlan : unclear
}

const plans = new Set(['permission_needs_plan', 'permission_product_off', 'permission_not_on_plan'])

/** Switched off, Logpull answers and has nothing: the permission is right, the logs are not there. */
function logpull(flag: Reply | null, logs: Verdict): Verdict {
  if (logs.state !== 'readable' || flag?.outcome !== 'ok') return logs.state === 'readable' ? unclear : logs
  const switched = z.object({ flag: z.boolean() }).safeParse(flag.result)
  if (!switched.success) return unclear
  return switched.data.flag
    ? readable
    : { ...readable, note: 'Log retention is switched off, so there is nothing to read yet.' }
}

/** The same jobs carry them, and a second permission for personal data, which no call asks for by itself. */
function zeroTrust(jobs: Reply | null, isElsewhere: boolean): Verdict {
  const found = fromReply(jobs, list, 'Logs: Write and Zero Trust: PII Read')
  if (found.state === 'readable' || (found.state === 'needs_permission' && isElsewhere)) {
    return { ...unclear, note: 'It also needs “Zero Trust: PII Read” and Zero Trust on an Enterprise plan.' }
  }
  return found
}
