import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { pasteCredentials } from '#e2e/cloudflare-simulator/credentials-pasted.ts'
import { permissionCredentials, permissionNames } from '#e2e/cloudflare-simulator/credentials-permissions.ts'
import { refusalCredentials, troubleCredentials } from '#e2e/cloudflare-simulator/credentials-refusals.ts'
import {
  attention,
  connected,
  doubts,
  fakeKey,
  fakeToken,
  key,
  keyOwner,
  noSettings,
  token,
  unconfirmed,
} from '#e2e/cloudflare-simulator/make-sample.ts'
import {
  gardens,
  harborSite,
  idFor,
  loud,
  loudSite,
  northwind,
  northwindBlog,
  northwindShop,
  quiet,
  quietSite,
} from '#e2e/cloudflare-simulator/world.ts'

const notOnPlan = doubts(['Logs'], 'permission_not_on_plan')

/** Every credential that the simulator knows, with what a verification of it must come to. */
export const sampleCredentials: readonly SampleCredential[] = [
  token('user token', 'cfut_', connected),
  token('user token, old form', '', { ...connected, tells: 'credential_accepted' }),
  token('account token', 'cfat_', { ...connected, tells: 'credential_accepted' }, { family: 'account' }),
  token('account token, old form', '', { ...connected, tells: 'credential_accepted' }, { family: 'account' }),
  token('expiring in 3 days', 'cfut_', { ...connected, tells: 'status_and_expiry' }, { expiresInDays: 3.5 }),
  token(
    'only one zone',
    'cfut_',
    { ...connected, tells: 'permission zone' },
    { zoneIds: [northwindShop.id] },
  ),
  token(
    'verify endpoints refuse it',
    'cfut_',
    { ...connected, tells: 'credential_accepted' },
    { quirk: 'no_verify_endpoint' },
  ),
  token('audit log v1 only', 'cfut_', { ...connected, tells: 'audit_log_readable' }, { quirk: 'v1_only' }),
  token(
    'empty audit log',
    'cfut_',
    { ...notOnPlan, tells: 'audit_log_readable' },
    { accountIds: [quiet.id] },
    [quiet.id, quietSite.id],
  ),
  token(
    'hostile audit log',
    'cfut_',
    { ...notOnPlan, tells: 'audit_log_readable' },
    { accountIds: [loud.id] },
    [loud.id, loudSite.id],
  ),
  token(
    'refused once at verify',
    'cfut_',
    { ...connected, tells: 'credential_accepted' },
    { quirk: 'flaky_verify_once' },
  ),
  token(
    'refused once at audit log',
    'cfut_',
    { ...connected, tells: 'audit_log_readable' },
    { quirk: 'flaky_audit_once' },
  ),
  token('refused once at zone', 'cfut_', { ...connected, tells: 'zone' }, { quirk: 'flaky_zone_once' }),
  token(
    'created 12 minutes ago',
    'cfut_',
    { ...connected, tells: 'audit_log_readable' },
    { createdMinutesAgo: 12 },
  ),
  token(
    'created 20 days ago',
    'cfut_',
    { ...connected, tells: 'audit_log_readable' },
    { createdMinutesAgo: 20 * 24 * 60 },
  ),
  token('accounts repeat page one', 'cfut_', connected, { quirk: 'accounts_repeat_page_one' }),
  token('several accounts', 'cfut_', connected, {
    accountIds: [northwind.id, harborSite.account.id, quiet.id],
  }),
  token('many zones', 'cfut_', connected, { accountIds: [gardens.id] }, [
    gardens.id,
    idFor('zone garden-001.example'),
  ]),

  token('unknown', 'cfut_', attention('credential_accepted', 'token_unknown'), { quirk: 'unknown' }),
  token('unknown, old form', '', attention('credential_accepted', 'token_unknown'), { quirk: 'unknown' }),
  token('unknown account token', 'cfat_', attention('credential_accepted', 'account_token_unknown'), {
    family: 'account',
    quirk: 'unknown',
  }),
  token('disabled', 'cfut_', attention('status_and_expiry', 'token_disabled'), { status: 'disabled' }),
  token('disabled, not known any more', 'cfut_', attention('credential_accepted', 'token_unknown'), {
    quirk: 'unknown',
  }),
  token('expired', 'cfut_', attention('status_and_expiry', 'token_expired'), {
    status: 'expired',
    expiresInDays: -2,
  }),
  token('expired, not known any more', '', attention('credential_accepted', 'token_unknown'), {
    quirk: 'unknown',
  }),
  token('not yet valid', 'cfut_', attention('status_and_expiry', 'token_not_yet_valid'), { beginsInDays: 1 }),
  token('ip filtered', 'cfut_', attention('credential_accepted', 'ip_filtered'), { quirk: 'ip_filtered' }),
  token('ip filtered, seen over IPv6', 'cfut_', attention('credential_accepted', 'ip_filtered'), {
    quirk: 'ip_filtered_v6',
  }),
  token(
    'only Access Audit Logs',
    'cfut_',
    {
      ...attention('audit_log_readable', 'audit_log_forbidden'),
      missing: permissionNames.filter((name) => name !== 'Access: Audit Logs' && name !== 'Zone'),
    },
    { permissions: ['Access: Audit Logs Read', 'Zone Read'] },
  ),
  token(
    'account token, no audit log',
    'cfat_',
    {
      ...attention('audit_log_readable', 'audit_log_account_token_refused'),
      missing: ['Account Settings'],
    },
    { family: 'account', permissions: noSettings },
  ),
  token(
    'errors without code',
    'cfut_',
    { ...attention('audit_log_readable', 'audit_log_forbidden'), missing: ['Account Settings'] },
    { quirk: 'errors_without_code' },
  ),
  token(
    'zone in another account',
    'cfut_',
    attention('zone_belongs_to_account', 'zone_of_another_account'),
    {
      accountIds: [northwind.id, harborSite.account.id],
    },
    [northwind.id, harborSite.id],
  ),
  token('zone out of reach', 'cfut_', attention('zone', 'zone_not_reachable'), {
    zoneIds: [northwindBlog.id],
  }),
  token('account out of reach', 'cfut_', attention('account', 'account_not_reachable'), {}, [
    harborSite.account.id,
    northwindShop.id,
  ]),
  token('zone id as account id', 'cfut_', attention('account', 'zone_id_as_account_id'), {}, [
    northwindShop.id,
    idFor('no zone at all'),
  ]),
  token('ids swapped', 'cfut_', attention('account', 'ids_swapped'), {}, [northwindShop.id, northwind.id]),
  token('account id as zone id', 'cfut_', attention('zone', 'account_id_as_zone_id'), {}, [
    northwind.id,
    northwind.id,
  ]),

  token('locked out', 'cfut_', unconfirmed('credential_accepted', 'locked_out'), { quirk: 'locked_out' }),
  token('rate limited', 'cfut_', unconfirmed('credential_accepted', 'rate_limited'), {
    quirk: 'rate_limited',
  }),
  token('rate limited in a 200', 'cfut_', unconfirmed('credential_accepted', 'rate_limited'), {
    quirk: 'rate_limited_in_200',
  }),
  token('html 502', 'cfut_', unconfirmed('reached_cloudflare', 'server_error'), { quirk: 'html_502' }),
  token('status 520', 'cfut_', unconfirmed('reached_cloudflare', 'edge_error'), { quirk: 'status_520' }),
  token('never answers', 'cfut_', unconfirmed('reached_cloudflare', 'timeout'), { quirk: 'hangs' }),
  token('connection reset', 'cfut_', unconfirmed('reached_cloudflare', 'reset'), { quirk: 'resets' }),
  token('redirect', 'cfut_', unconfirmed('reached_cloudflare', 'redirect'), { quirk: 'redirects' }),
  token('truncated zone', 'cfut_', unconfirmed('zone', 'cut_off'), { quirk: 'truncated_zone' }),
  token('refused without errors', 'cfut_', unconfirmed('audit_log_readable', 'unexplained_refusal'), {
    quirk: 'empty_refusal',
  }),
  token('down for two verifications', 'cfut_', unconfirmed('status_and_expiry', 'server_error'), {
    quirk: 'verify_502_twice',
  }),

  key('global key', { ...connected, tells: 'credential_accepted' }),
  key('global key, new form', { ...connected, tells: 'credential_accepted' }, {}, { prefix: 'cfk_' }),
  key('global key, address in capitals', connected, {}, { email: keyOwner.toUpperCase() }),
  key('wrong key', attention('credential_accepted', 'key_or_email_unknown', 'key'), { quirk: 'unknown' }),
  key(
    'wrong e-mail',
    attention('credential_accepted', 'key_or_email_unknown', 'key'),
    {},
    {
      email: 'someone.else@northwind-bikes.example',
    },
  ),
  key(
    'malformed e-mail',
    attention('credential_accepted', 'email_malformed', 'email'),
    {},
    { email: 'mara.lindqvist' },
  ),
  key('key of no member', attention('account', 'not_a_member'), { accountIds: [quiet.id] }),
  {
    ...key('token in the key field', attention('credential_accepted', 'token_in_key_field', 'key')),
    secret: fakeToken('token in the key field', ''),
  },
  {
    ...token('key in the token field', 'cfut_', attention('credential_accepted', 'key_in_token_field')),
    secret: fakeKey('key in the token field', ''),
  },
  {
    ...token('new key in the token field', 'cfut_', attention('credential_accepted', 'key_in_token_field')),
    secret: fakeKey('new key in the token field', 'cfk_'),
  },
  { ...token('malformed', 'cfut_', attention('credential_accepted', 'malformed_header')), secret: 'invalid' },
  ...pasteCredentials,
  ...permissionCredentials,
  ...refusalCredentials,
  ...troubleCredentials,
]
