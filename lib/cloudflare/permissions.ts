/** Who says that a key ticks this permission in Cloudflare's form: its docs, others who tried it, or only a rule of naming. */
type Certainty = 'documented' | 'tested' | 'inferred'

export interface Permission {
  key: string
  /** As Cloudflare's dashboard names it; the access level is Read for all of them. */
  name: string
  scope: 'account' | 'zone'
  /** Cloudflare's permission groups behind the name. Two where the dashboard has one for the account and one for the zone. */
  groups: readonly { name: string; id: string; scope: 'account' | 'zone' }[]
  /** Its keys in a link to Cloudflare's token forms. */
  templates: readonly { key: string; certainty: Certainty }[]
  /** What AQUILA does with it, as a clause. */
  why: string
  /** What AQUILA does not see without it, as a clause after "AQUILA will not see". */
  without: string
  /** The one call that this permission opens, as far as any call is its own. */
  probe: { path: `/${string}`; query: Record<string, string> }
}

const wafEntrypoint = 'rulesets/phases/http_request_firewall_custom/entrypoint'

/**
 * The 13 permissions of a token for AQUILA, in the order of the dashboard's groups. Groups, keys and probes are those
 * of Cloudflare's API reference ("Accepted Permissions") and "Account-owned token templates"; `tested` and `inferred` keys are not in it.
 */
const table = [
  {
    key: 'access_audit_logs',
    name: 'Access: Audit Logs',
    scope: 'account',
    groups: [{ name: 'Access: Audit Logs Read', id: 'b05b28e839c54467a7d6cba5d3abb5a3', scope: 'account' }],
    templates: [{ key: 'access_audit_log', certainty: 'documented' }],
    why: 'sign-ins to the applications behind Cloudflare Access',
    without: 'who signs in to the applications behind Cloudflare Access',
    probe: { path: '/accounts/{account_id}/access/logs/access_requests', query: { limit: '1' } },
  },
  {
    key: 'account_settings',
    name: 'Account Settings',
    scope: 'account',
    groups: [{ name: 'Account Settings Read', id: 'c1fde68c7bcc44588cbb6ddbc16d6480', scope: 'account' }],
    templates: [{ key: 'account_settings', certainty: 'documented' }],
    why: 'the account’s audit log: who changed what, and when',
    without: 'who changed what in the account',
    // Asked only where the audit log, which proves it as well, gave no proof.
    probe: { path: '/accounts/{account_id}/roles', query: { per_page: '5' } },
  },
  {
    key: 'account_waf',
    name: 'Account WAF',
    scope: 'account',
    groups: [{ name: 'Account WAF Read', id: '56b2af4817c84ad99187911dc3986c23', scope: 'account' }],
    templates: [{ key: 'account_waf', certainty: 'inferred' }],
    why: 'firewall rules for the whole account, and changes to them',
    without: 'the firewall rules for the whole account',
    probe: { path: `/accounts/{account_id}/${wafEntrypoint}`, query: {} },
  },
  {
    key: 'ddos_protection',
    name: 'DDoS Protection',
    scope: 'account',
    groups: [{ name: 'DDoS Protection Read', id: 'af1c363c35ba45b9a8c682ae50eb3f99', scope: 'account' }],
    templates: [{ key: 'ddos_protection', certainty: 'inferred' }],
    why: 'how the account is protected against floods',
    without: 'how the account is protected against floods',
    probe: {
      path: '/accounts/{account_id}/magic/advanced_tcp_protection/configs/tcp_protection_status',
      query: {},
    },
  },
  {
    key: 'intel',
    name: 'Intel',
    scope: 'account',
    groups: [{ name: 'Intel Read', id: 'df1577df30ee46268f9470952d7b0cdf', scope: 'account' }],
    templates: [{ key: 'intel', certainty: 'tested' }],
    why: 'Cloudflare’s threat data on addresses and domains in your logs',
    without: 'what Cloudflare knows about addresses and domains in your logs',
    probe: { path: '/accounts/{account_id}/intel/ip', query: { ipv4: '1.1.1.1' } },
  },
  {
    key: 'api_gateway',
    name: 'API Gateway',
    scope: 'zone',
    groups: [
      { name: 'Domain API Gateway Read', id: '6ced5d0d69b1422396909a62c38ab41b', scope: 'zone' },
      { name: 'Account API Gateway Read', id: '05a2a65760a546439ed29762b163cece', scope: 'account' },
    ],
    templates: [{ key: 'api_gateway', certainty: 'inferred' }],
    why: 'the API endpoints you know, to notice those you do not',
    without: 'which API endpoints the zone has',
    // Endpoint Management is on every plan; configuration and discovery belong to a subscription.
    probe: { path: '/zones/{zone_id}/api_gateway/operations', query: { per_page: '5' } },
  },
  {
    key: 'dns',
    name: 'DNS',
    scope: 'zone',
    groups: [{ name: 'DNS Read', id: '82e64a83756745bbbb1c9c2701bf816b', scope: 'zone' }],
    templates: [{ key: 'dns', certainty: 'documented' }],
    why: 'DNS records, to notice a changed or hijacked name',
    without: 'the DNS records, so a hijacked name goes unnoticed',
    probe: { path: '/zones/{zone_id}/dns_records', query: { per_page: '5' } },
  },
  {
    key: 'zone_settings',
    name: 'Zone Settings',
    scope: 'zone',
    groups: [{ name: 'Zone Settings Read', id: '517b21aee92c4d89936c976ba6e4be55', scope: 'zone' }],
    templates: [{ key: 'zone_settings', certainty: 'documented' }],
    why: 'settings for encryption, caching and speed',
    without: 'the settings for encryption, caching and speed, and changes to them',
    // A setting that exists on every plan.
    probe: { path: '/zones/{zone_id}/settings/security_level', query: {} },
  },
  {
    key: 'analytics',
    name: 'Analytics',
    scope: 'zone',
    groups: [
      { name: 'Analytics Read', id: '9c88f9c5bce24ce7af9a958ba9c504db', scope: 'zone' },
      { name: 'Account Analytics Read', id: 'b89a480218d04ceb98b4fe57ca29dc1f', scope: 'account' },
    ],
    templates: [
      { key: 'analytics', certainty: 'documented' },
      { key: 'account_analytics', certainty: 'documented' },
    ],
    why: 'traffic figures, to notice unusual peaks',
    without: 'traffic figures and security events',
    probe: { path: '/graphql', query: {} },
  },
  {
    key: 'firewall_services',
    name: 'Firewall Services',
    scope: 'zone',
    groups: [{ name: 'Firewall Services Read', id: '4ec32dfcb35641c5bb32d5ef1ab963b4', scope: 'zone' }],
    templates: [{ key: 'firewall_services', certainty: 'documented' }],
    why: 'access rules and the requests they stopped',
    without: 'the access rules of the zone',
    probe: { path: '/zones/{zone_id}/firewall/ua_rules', query: { per_page: '5' } },
  },
  {
    key: 'zone_waf',
    name: 'Zone WAF',
    scope: 'zone',
    groups: [{ name: 'Zone WAF Read', id: 'dbc512b354774852af2b5a5f4ba3d470', scope: 'zone' }],
    templates: [{ key: 'zone_waf', certainty: 'tested' }],
    why: 'firewall rules of the zone, and what they caught',
    without: 'the firewall rules of the zone',
    // Not /rulesets, which a dozen other permissions open as well.
    probe: { path: `/zones/{zone_id}/${wafEntrypoint}`, query: {} },
  },
  {
    key: 'zone',
    name: 'Zone',
    scope: 'zone',
    groups: [{ name: 'Zone Read', id: 'c8fed203ed3043cba015a93ad1616f1f', scope: 'zone' }],
    templates: [{ key: 'zone', certainty: 'documented' }],
    why: 'the list of zones, to check the Zone ID',
    without: 'which zones the account has',
    probe: { path: '/zones', query: { per_page: '5' } },
  },
  {
    key: 'logs',
    name: 'Logs',
    scope: 'zone',
    groups: [
      { name: 'Logs Read', id: 'c4a30cd58c5d42619c86a3c36c441e2d', scope: 'zone' },
      { name: 'Logs Read', id: '6a315a56f18441e59ed03352369ae956', scope: 'account' },
    ],
    templates: [{ key: 'logs', certainty: 'documented' }],
    why: 'request logs: client, path and the origin’s response',
    without: 'the request logs: client, path and the origin’s response',
    probe: { path: '/zones/{zone_id}/logs/control/retention/flag', query: {} },
  },
] as const satisfies readonly Permission[]

export type PermissionKey = (typeof table)[number]['key']

export const permissions: readonly (Permission & { key: PermissionKey })[] = table

/** The permission of a key; undefined for anything else, such as a row of an older version. */
export function permissionOf(key: string | undefined): (Permission & { key: PermissionKey }) | undefined {
  return permissions.find((permission) => permission.key === key)
}
