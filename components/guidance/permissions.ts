export interface Permission {
  /** As Cloudflare's dashboard names it. */
  name: string
  scope: 'account' | 'zone'
  /** What AQUILA does with it, as a clause. */
  why: string
  /** Its keys in a link to Cloudflare's token forms; none where Cloudflare documents none. */
  templateKeys: string[]
}

/** The 13 permissions of a token for AQUILA, each with the access level Read, in the order of the dashboard's groups. */
export const permissions: Permission[] = [
  {
    name: 'Access: Audit Logs',
    scope: 'account',
    why: 'sign-ins to the applications behind Cloudflare Access',
    templateKeys: ['access_audit_log'],
  },
  {
    name: 'Account Settings',
    scope: 'account',
    why: 'the account’s audit log: who changed what, and when',
    templateKeys: ['account_settings'],
  },
  {
    name: 'Account WAF',
    scope: 'account',
    why: 'firewall rules for the whole account, and changes to them',
    templateKeys: [],
  },
  {
    name: 'DDoS Protection',
    scope: 'account',
    why: 'how the account is protected against floods',
    templateKeys: [],
  },
  {
    name: 'Intel',
    scope: 'account',
    why: 'Cloudflare’s threat data on addresses and domains in your logs',
    templateKeys: ['intel'],
  },
  {
    name: 'API Gateway',
    scope: 'zone',
    why: 'the API endpoints you know, to notice those you do not',
    templateKeys: [],
  },
  {
    name: 'DNS',
    scope: 'zone',
    why: 'DNS records, to notice a changed or hijacked name',
    templateKeys: ['dns'],
  },
  {
    name: 'Zone Settings',
    scope: 'zone',
    why: 'settings for encryption, caching and speed',
    templateKeys: ['zone_settings'],
  },
  {
    name: 'Analytics',
    scope: 'zone',
    why: 'traffic figures, to notice unusual peaks',
    templateKeys: ['analytics', 'account_analytics'],
  },
  {
    name: 'Firewall Services',
    scope: 'zone',
    why: 'access rules and the requests they stopped',
    templateKeys: ['firewall_services'],
  },
  {
    name: 'Zone WAF',
    scope: 'zone',
    why: 'firewall rules of the zone, and what they caught',
    templateKeys: ['zone_waf'],
  },
  { name: 'Zone', scope: 'zone', why: 'the list of zones, to check the Zone ID', templateKeys: ['zone'] },
  {
    name: 'Logs',
    scope: 'zone',
    why: 'request logs: client, path and the origin’s response',
    templateKeys: ['logs'],
  },
]
