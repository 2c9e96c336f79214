import { may, reachesZone } from '#e2e/cloudflare-simulator/access.ts'
import type { Answer } from '#e2e/cloudflare-simulator/answers.ts'
import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { idFor, zones } from '#e2e/cloudflare-simulator/world.ts'

/** GraphQL: everything is answered with 200, refusals too, and on success `errors` is null. */
export function graphql(credential: SampleCredential, body: string): Answer {
  const asked = parse(body)
  if (asked === null) return failed('error parsing args: query is required')
  const { query, zoneId, since } = asked
  const node = /(httpRequestsAdaptiveGroups|firewallEventsAdaptive)\(limit:\d+,filter:\{datetime_geq:/.exec(
    query,
  )?.[1]
  if (!query.includes('viewer') || node === undefined) return failed('unknown field')
  if (Number.isNaN(Date.parse(since))) return failed('cannot parse datetime_geq as Time')
  const zone = zones.find(({ id }) => id === zoneId)
  const isAllowed =
    zone && may(credential, 'Analytics Read', 'Account Analytics Read') && reachesZone(credential, zone)
  if (!isAllowed) {
    const actor = `com.cloudflare.api.token.${idFor(credential.name)}`
    const permission = 'com.cloudflare.api.account.zone.analytics.read'
    return failed(`Actor '${actor}' does not have permission '${permission}' for zone ${zoneId}`, 'authz')
  }
  const rows = node === 'httpRequestsAdaptiveGroups' ? [{ count: 4711 }] : []
  return {
    kind: 'json',
    status: 200,
    body: { data: { viewer: { zones: [{ [node]: rows }] } }, errors: null },
  }
}

export function failed(message: string, code = 'bad_request'): Answer & { kind: 'json' } {
  return {
    kind: 'json',
    status: 200,
    body: { data: null, errors: [{ message, path: ['viewer'], extensions: { code } }] },
  }
}

function parse(body: string): { query: string; zoneId: string; since: string } | null {
  try {
    const { query, variables } = JSON.parse(body) as {
      query?: unknown
      variables?: { z?: unknown; since?: unknown }
    }
    if (typeof query !== 'string') return null
    return { query, zoneId: String(variables?.z), since: String(variables?.since) }
  } catch {
    return null
  }
}
