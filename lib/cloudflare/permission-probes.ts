import 'server-only'
import type { CloudflareCalls } from '#lib/cloudflare/client.ts'
import { mayPass } from '#lib/cloudflare/may-pass.ts'
import { type PermissionKey, permissions } from '#lib/cloudflare/permissions.ts'
import type { Reply } from '#lib/cloudflare/reply.ts'

/** Null: not asked, because there was no id to ask with, or no sign that the credential is accepted at all. */
export type ProbeReplies = Readonly<Record<PermissionKey, Promise<Reply | null>>>

export interface ProbeTarget {
  accountId: string | null
  /** The zone that stands for all: permissions are granted by kind, and a call for each zone would cost minutes of limit. */
  zoneId: string | null
  now: Date
}

/**
 * Asks for every permission but "Account Settings", which the audit log proves, side by side, once `mayStart` says so.
 * `pause` comes before the one repetition of what was refused.
 */
export function startProbes(
  calls: CloudflareCalls,
  target: ProbeTarget,
  mayStart: Promise<boolean>,
  pause: () => Promise<void>,
): ProbeReplies {
  let paused: Promise<void> | null = null
  const ask = async (key: PermissionKey): Promise<Reply | null> => {
    if (key === 'account_settings' || !(await mayStart)) return null
    const reply = await probe(calls, key, target)
    if (reply === null || !mayPass(reply)) return reply
    // One pause for all, and one repetition for each: more would look like an attack.
    paused ??= pause()
    await paused
    return probe(calls, key, target)
  }
  return Object.fromEntries(permissions.map(({ key }) => [key, ask(key)])) as Record<
    PermissionKey,
    Promise<Reply | null>
  >
}

/** Asks for one permission; null when there is no id to ask with. */
export async function probe(
  calls: CloudflareCalls,
  key: PermissionKey,
  { accountId, zoneId, now }: ProbeTarget,
): Promise<Reply | null> {
  const found = permissions.find((permission) => permission.key === key)
  if (!found) return null
  const { path, query } = found.probe
  if (key === 'analytics') return zoneId === null ? null : calls.graphql(trafficQuery, around(zoneId, now))
  if (key === 'zone') {
    return accountId === null ? null : calls.get('/zones', {}, { ...query, 'account.id': accountId })
  }
  const id = found.scope === 'account' ? accountId : zoneId
  return id === null ? null : calls.get(path, { account_id: id, zone_id: id }, query)
}

/** The last hour: every plan may ask for that. */
export function around(zoneId: string, now: Date): { z: string; since: string } {
  const since = new Date(now.getTime() - 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
  return { z: zoneId, since }
}

const trafficQuery =
  'query($z:String!,$since:Time!){viewer{zones(filter:{zoneTag:$z}){httpRequestsAdaptiveGroups(limit:1,filter:{datetime_geq:$since}){count}}}}'
