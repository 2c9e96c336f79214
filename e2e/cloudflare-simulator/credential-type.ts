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
  | 'unknown_by_10000'
  | 'unknown_to_zones'
  | 'zones_not_for_accounts'
  | 'refused_everywhere'
  | 'of_another_owner'
  | 'ip_filtered'
  | 'ip_filtered_in_a_401'
  | 'ip_filtered_v6'
  | 'locked_out'
  | 'locked_out_for_a_day'
  | 'no_verify_endpoint'
  | 'v1_only'
  | 'rate_limited'
  | 'rate_limited_in_200'
  | 'flaky_verify_once'
  | 'flaky_audit_once'
  | 'flaky_zone_once'
  | 'html_502'
  | 'challenge_page'
  | 'plain_words'
  | 'another_shape'
  | 'too_much'
  | 'internal_error_in_json'
  | 'slow'
  | 'status_520'
  | 'hangs'
  | 'resets'
  | 'redirects'
  | 'truncated_zone'
  | 'empty_refusal'
  | 'repeats_credential'
  | 'errors_without_code'
  | 'verify_502_twice'
  | 'accounts_repeat_page_one'
  | 'audit_refuses_account_tokens'
  | 'audit_v2_refuses_account_tokens'
  | 'no_audit_log'
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
  | 'analytics_403'
  | 'analytics_503'
  | 'dns_502'
  | 'dns_401'
  | 'dns_10002'
  | 'dns_10001_internal'
  | 'dns_10001_not_allowed'
  | 'setting_not_on_plan'
  | 'rules_refuse_account_tokens'
  | 'probes_spreading'
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
  /** Which check of those that passed tells what this one is about: its name, and a permission's key. */
  tells?: string
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
  status: 'active' | 'disabled' | 'expired' | 'suspended'
  expiresInDays: number | null
  beginsInDays: number | null
  /** When the audit log tells of its creation; null: it does not reach back that far. */
  createdMinutesAgo: number | null
  quirk: Quirk | null
}
