/** The permission groups of Cloudflare that the simulated endpoints look at. */
export type Permission =
  | 'Account Settings Read'
  | 'Access: Audit Logs Read'
  | 'DDoS Protection Read'
  | 'DNS Read'
  | 'Zone Read'
  | 'Zone Settings Read'
  | 'User Details Read'

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
  expect: {
    verdict: 'connected' | 'needs_attention' | 'unconfirmed'
    check: string | null
    failure: string | null
  }
  simulated: Simulated
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
  quirk: Quirk | null
}
