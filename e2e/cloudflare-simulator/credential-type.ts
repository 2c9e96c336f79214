/** The permission groups of Cloudflare that the simulated endpoints look at. */
export type Permission =
  | 'Access: Audit Logs Read'
  | 'Account API Gateway Read'
  | 'Account Analytics Read'
  | 'Account Settings Read'
  | 'Account WAF Read'
  | 'Analytics Read'
  | 'DDoS Protection Read'
  | 'DNS Read'
  | 'Domain API Gateway Read'
  | 'Firewall Services Read'
  | 'Intel Read'
  | 'Logs Read'
  | 'Logs Write'
  | 'User Details Read'
  | 'Zone Read'
  | 'Zone Settings Read'
  | 'Zone WAF Read'

/** One thing about a credential's answers that is not as it should be. */
export type Quirk =
  | 'unknown'
  | 'ip_filtered'
  | 'locked_out'
  | 'no_verify_endpoint'
  | 'v1_only'
  | 'rate_limited'
  | 'rate_limited_in_200'
  | 'flaky_verify_once'
  | 'flaky_audit_once'
  | 'html_502'
  | 'status_520'
  | 'hangs'
  | 'resets'
  | 'redirects'
  | 'truncated_zone'
  | 'empty_refusal'
  | 'errors_without_code'
  | 'verify_502_twice'
  | 'accounts_repeat_page_one'
  | 'audit_refuses_account_tokens'
  | 'audit_count_is_a_number'
  | 'audit_without_cursor'
  | 'zero_trust_off'
  | 'zero_trust_never_set_up'
  | 'no_waf_ruleset'
  | 'account_waf_unexplained'
  | 'api_shield_not_entitled'
  | 'no_magic_transit'
  | 'intel_refuses_account_tokens'
  | 'intel_quota'
  | 'analytics_budget'
  | 'analytics_time_range'
  | 'dns_502'
  | 'dns_malformed'
  | 'probes_refused_once'
  | 'zone_list_refused'
  | 'logpull_off'

export interface SampleCredential {
  /** What the demo's menu and the tests call it. */
  name: string
  kind: 'api_token' | 'global_key'
  /** The token or the key. */
  secret: string
  /** The e-mail address typed in; null for a token. */
  email: string | null
  /** The ids typed in. */
  accountId: string
  zoneId: string
  /** What one fresh verification must come to; check and failure name the row that tells why. */
  expect: Expected
  simulated: Simulated
}

export interface Expected {
  verdict: 'connected' | 'connected_with_gaps' | 'needs_attention' | 'unconfirmed'
  check: string | null
  failure: string | null
  /** The field at fault; left out where none is, or the field of the credential's kind. */
  blame?: 'token' | 'key' | 'email' | 'accountId' | 'zoneIds' | 'permissions' | null
  /** Permissions by the product's names; none when left out. */
  missing?: readonly string[]
  unknown?: readonly string[]
}

/** What Cloudflare would know about the credential. */
export interface Simulated {
  family: 'user' | 'account' | 'person'
  /** The address of the key's owner. */
  ownerEmail: string | null
  accountIds: readonly string[]
  zoneIds: readonly string[] | 'all'
  permissions: readonly Permission[]
  status: 'active' | 'disabled' | 'expired'
  expiresInDays: number | null
  beginsInDays: number | null
  /** When the audit log tells of its creation; null: it does not reach back that far. */
  createdMinutesAgo: number | null
  quirk: Quirk | null
}
