import 'server-only'
import type { Check } from '#lib/cloudflare/check.ts'
import type { ZoneReading } from '#lib/cloudflare/conclude-access.ts'
import {
  concludeAccountSettings,
  concludePermission,
  needsRoles,
  type PermissionContext,
  planOf,
} from '#lib/cloudflare/conclude-permission.ts'
import { startLogSourceCalls } from '#lib/cloudflare/log-source-calls.ts'
import { type LogSource, logSources } from '#lib/cloudflare/log-sources.ts'
import { probe, startProbes } from '#lib/cloudflare/permission-probes.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'
import type { VerificationCalls } from '#lib/cloudflare/verification-calls.ts'

interface Known {
  accountId: string
  /** The first zone stands for all: each would cost twelve calls more, and permissions are chosen once for a token. */
  zone: { id: string; reading: Promise<ZoneReading | null> } | null
  now: Date
  /** Comes before the one repetition of what was refused. */
  pause: () => Promise<void>
  usable: () => Promise<boolean>
  accountCheck: Promise<Check>
}

/** Asks for all 13 permissions side by side, and for the log sources that only Logpush's own calls tell of. */
export function askPermissions(
  calls: VerificationCalls,
  { accountId, zone: probed, now, pause, usable, accountCheck }: Known,
): { checks: Promise<Check>[]; sources: Promise<LogSource[]> } {
  const zoneId = probed?.id ?? null
  const target = { accountId: calls.accountId, zoneId, now }
  // Nothing more is asked for a credential that all first calls refused: many refusals lead to a lock-out.
  const replies = startProbes(calls.more, target, calls.accepted, pause)
  const more = startLogSourceCalls(calls.more, zoneId, now, calls.accepted)
  const zoneReading = probed?.reading ?? Promise.resolve(null)

  const gather = async (): Promise<PermissionContext> => {
    const [account, zone] = await Promise.all([accountCheck, zoneReading])
    return {
      identity: await calls.identity,
      usable: await usable(),
      accountIsRight: account.result === 'passed',
      zone,
      zoneIsRight: zone?.outcome === 'ok' && zone.value.account.id === accountId,
      other: (key) => replies[key],
      logpush: more,
    }
  }
  let gathered: Promise<PermissionContext> | null = null
  const context = () => {
    gathered ??= gather()
    return gathered
  }

  const settings = async (): Promise<Check> => {
    const [audit, identity] = await Promise.all([calls.audit, calls.identity])
    const roles =
      needsRoles(audit, identity) && (await calls.accepted)
        ? await probe(calls.more, 'account_settings', target)
        : null
    return concludeAccountSettings(audit, roles, await context())
  }
  const checks = permissions.map(async ({ key }) => {
    if (key === 'account_settings') return settings()
    const reply = await replies[key]
    return concludePermission(key, reply, await context())
  })
  const sources = async () => {
    const [settled, audit, zone, flag] = await Promise.all([
      Promise.all(checks),
      calls.audit,
      zoneReading,
      replies.logs,
    ])
    const [fields, jobs, edge, events] = await Promise.all([
      more.fields,
      more.jobs,
      more.edge,
      more.securityEvents,
    ])
    return logSources({ checks: settled, audit, plan: planOf(zone), flag, fields, jobs, edge, events })
  }
  return { checks, sources: sources() }
}
