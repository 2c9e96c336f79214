import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import {
  attention,
  connected,
  doubts,
  everything,
  gaps,
  key,
  noSettings,
  token,
  unconfirmed,
} from '#e2e/cloudflare-simulator/make-sample.ts'
import { northwind } from '#e2e/cloudflare-simulator/world.ts'

const accepted = 'credential_accepted'
const accountOwned = { family: 'account' } as const

/** Refusals in the words that other services of Cloudflare have for them. */
export const refusalCredentials: readonly SampleCredential[] = [
  token('unknown, elsewhere by 10000', 'cfut_', attention(accepted, 'token_unknown'), {
    quirk: 'unknown_by_10000',
  }),
  token('not yet valid, not known yet', 'cfut_', attention(accepted, 'token_unknown'), { quirk: 'unknown' }),
  token('suspended', 'cfut_', attention('status_and_expiry', 'token_not_active'), { status: 'suspended' }),
  token('refused everywhere', 'cfut_', attention(accepted, 'credential_refused'), {
    quirk: 'refused_everywhere',
  }),
  token('ip filtered, elsewhere a plain 401', 'cfut_', attention(accepted, 'ip_filtered'), {
    quirk: 'ip_filtered_in_a_401',
  }),
  token('active, and nothing may be read', 'cfut_', attention('account', 'account_not_reachable'), {
    permissions: [],
  }),
  token('locked out for a day', 'cfut_', unconfirmed(accepted, 'locked_out'), {
    quirk: 'locked_out_for_a_day',
  }),
  token('not known everywhere yet', 'cfut_', unconfirmed('zone', 'token_spreading'), {
    quirk: 'unknown_to_zones',
  }),
  token('account token, zones closed to it', 'cfat_', unconfirmed('zone', 'account_token_not_taken'), {
    family: 'account',
    quirk: 'zones_not_for_accounts',
  }),
  token('no audit log to be found', 'cfut_', unconfirmed('audit_log_readable', 'audit_log_unavailable'), {
    quirk: 'no_audit_log',
  }),
  token(
    'account token, only audit log v1',
    'cfat_',
    { ...connected, tells: 'audit_log_readable' },
    { ...accountOwned, quirk: 'audit_v2_refuses_account_tokens' },
  ),
  token(
    'account token, no firewall rules',
    'cfat_',
    doubts(['Firewall Services'], 'permission_token_family'),
    {
      ...accountOwned,
      quirk: 'rules_refuse_account_tokens',
    },
  ),
  token('DNS refused with 401', 'cfut_', gaps(['DNS']), { quirk: 'dns_401' }),
  token('DNS refused with 10002', 'cfut_', gaps(['DNS']), { quirk: 'dns_10002' }),
  token('DNS refused with 10001', 'cfut_', gaps(['DNS']), { quirk: 'dns_10001_not_allowed' }),
  token('DNS not known there yet', 'cfut_', doubts(['DNS'], 'token_spreading'), {
    quirk: 'probes_spreading',
  }),
  token('analytics refused with 403', 'cfut_', gaps(['Analytics']), { quirk: 'analytics_403' }),
  token('setting not on this plan', 'cfut_', doubts(['Zone Settings'], 'permission_needs_plan'), {
    quirk: 'setting_not_on_plan',
  }),
  key('key of another owner', attention(accepted, 'email_mismatch', 'email'), { quirk: 'of_another_owner' }),
  key('key refused everywhere', attention(accepted, 'key_refused', 'key'), { quirk: 'refused_everywhere' }),
  key(
    'key of a role without audit log',
    { ...attention('audit_log_readable', 'audit_log_role_refused'), missing: ['Account Settings'] },
    { permissions: [...noSettings, 'User Details Read'] },
  ),
  token('Zone ID of other characters', 'cfut_', attention('zone', 'zone_id_invalid'), {}, [
    northwind.id,
    'g'.repeat(32),
  ]),
]

/** Trouble that says nothing about the credential. */
export const troubleCredentials: readonly SampleCredential[] = [
  token('challenge page', 'cfut_', unconfirmed('reached_cloudflare', 'html_page'), {
    quirk: 'challenge_page',
  }),
  token('internal error', 'cfut_', unconfirmed('credential_accepted', 'server_error'), {
    quirk: 'internal_error_in_json',
  }),
  token('plain words', 'cfut_', unconfirmed('reached_cloudflare', 'not_json'), { quirk: 'plain_words' }),
  token('answers of another shape', 'cfut_', unconfirmed('reached_cloudflare', 'bad_answer'), {
    quirk: 'another_shape',
  }),
  token('answers too large', 'cfut_', unconfirmed('reached_cloudflare', 'too_large'), { quirk: 'too_much' }),
  token('DNS has an internal error', 'cfut_', doubts(['DNS'], 'server_error'), {
    quirk: 'dns_10001_internal',
  }),
  token('analytics not available', 'cfut_', doubts(['Analytics'], 'server_error'), {
    quirk: 'analytics_503',
  }),
  token('slow, and in time', 'cfut_', connected, { quirk: 'slow' }),
  token('audit log of 3 pages', 'cfut_', { ...connected, tells: 'audit_log_readable' }),
  token('zone on Enterprise', 'cfut_', { ...connected, tells: 'zone' }, { permissions: everything }),
]
