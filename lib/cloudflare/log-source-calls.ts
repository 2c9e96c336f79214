import 'server-only'
import type { CloudflareCalls } from '#lib/cloudflare/client.ts'
import { around } from '#lib/cloudflare/permission-probes.ts'
import type { Reply } from '#lib/cloudflare/reply.ts'

/** Null: not asked. */
export interface LogSourceReplies {
  /** What Logpush could send of HTTP requests: opened by "Logs: Read". */
  fields: Promise<Reply | null>
  /** Even their list is opened by "Logs: Write" only, because jobs hold secrets of where they send to. */
  jobs: Promise<Reply | null>
  /** Sessions of Instant Logs. */
  edge: Promise<Reply | null>
  securityEvents: Promise<Reply | null>
}

/** The four calls that log sources need beyond those of the permissions; none of them writes. */
export function startLogSourceCalls(
  calls: CloudflareCalls,
  zoneId: string | null,
  now: Date,
  mayStart: Promise<boolean>,
): LogSourceReplies {
  const when = (ask: (zone_id: string) => Promise<Reply>) => {
    const reply = mayStart.then((may) => (may && zoneId !== null ? ask(zoneId) : null))
    // Awaited late: on abort nobody may have come to hear of it yet.
    reply.catch(() => undefined)
    return reply
  }
  return {
    fields: when((zone_id) =>
      calls.get('/zones/{zone_id}/logpush/datasets/http_requests/fields', { zone_id }),
    ),
    jobs: when((zone_id) => calls.get('/zones/{zone_id}/logpush/jobs', { zone_id })),
    edge: when((zone_id) => calls.get('/zones/{zone_id}/logpush/edge', { zone_id })),
    securityEvents: when((zone_id) => calls.graphql(eventsQuery, around(zone_id, now))),
  }
}

const eventsQuery =
  'query($z:String!,$since:Time!){viewer{zones(filter:{zoneTag:$z}){firewallEventsAdaptive(limit:1,filter:{datetime_geq:$since}){action}}}}'
