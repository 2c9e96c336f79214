import type { Permission, SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import {
  attention,
  connected,
  doubts,
  everything,
  gaps,
  key,
  token,
  without,
} from '#e2e/cloudflare-simulator/make-sample.ts'
import { harborSite, northwind, northwindBlog, quiet, quietSite } from '#e2e/cloudflare-simulator/world.ts'

/** The product's names, each with the group of Cloudflare's that a token can lack. */
const groups: readonly (readonly [string, Permission])[] = [
  ['Access: Audit Logs', 'Access: Audit Logs Read'],
  ['Account Settings', 'Account Settings Read'],
  ['Account WAF', 'Account WAF Read'],
  ['DDoS Protection', 'DDoS Protection Read'],
  ['Intel', 'Intel Read'],
  ['API Gateway', 'Domain API Gateway Read'],
  ['DNS', 'DNS Read'],
  ['Zone Settings', 'Zone Settings Read'],
  ['Analytics', 'Analytics Read'],
  ['Firewall Services', 'Firewall Services Read'],
  ['Zone WAF', 'Zone WAF Read'],
  ['Zone', 'Zone Read'],
  ['Logs', 'Logs Read'],
]
const off = 'permission_product_off'
const plan = 'permission_needs_plan'
const harborReader = { accountIds: [harborSite.account.id] }
const few = new Set(['Account Settings', 'Zone'])
export const permissionNames: readonly string[] = groups.map(([name]) => name)

/** Each of the 13 missing in turn, and every refusal that does not mean a missing one. */
export const permissionCredentials: readonly SampleCredential[] = [
  ...groups.map(([name, group]) => {
    const lacking = { permissions: without(group) }
    if (name === 'Account Settings') {
      const expected = attention('audit_log_readable', 'audit_log_forbidden')
      return token(`no ${name}`, 'cfut_', { ...expected, missing: [name] }, lacking)
    }
    // The account's permission opens the zone's rules too, so the lack cannot be seen.
    return token(
      `no ${name}`,
      'cfut_',
      name === 'Zone WAF' ? { ...connected, tells: 'permission zone_waf' } : gaps([name]),
      lacking,
    )
  }),
  token('no WAF at all', 'cfut_', gaps(['Account WAF', 'Zone WAF']), {
    permissions: without('Account WAF Read', 'Zone WAF Read'),
  }),
  token(
    'API Gateway of the account',
    'cfut_',
    { ...connected, tells: 'permission api_gateway' },
    {
      permissions: [...without('Domain API Gateway Read'), 'Account API Gateway Read'],
    },
  ),
  token('only Account Settings and Zone', 'cfut_', gaps(permissionNames.filter((name) => !few.has(name))), {
    permissions: ['Account Settings Read', 'Zone Read'],
  }),
  token('zone list refused', 'cfut_', gaps(['Zone']), { quirk: 'zone_list_refused' }),
  token(
    'may write logs',
    'cfut_',
    { ...connected, tells: 'permission logs' },
    { permissions: [...everything, 'Logs Write'] },
  ),
  key('key of a smaller role', gaps(['Intel', 'DNS'], 'permission_role_refused'), {
    permissions: [...without('Intel Read', 'DNS Read'), 'User Details Read'],
  }),

  token('zone on Free', 'cfut_', doubts(['Logs'], 'permission_not_on_plan'), {}, [
    northwind.id,
    northwindBlog.id,
  ]),
  token('zone on Pro', 'cfut_', doubts(['Logs'], 'permission_not_on_plan'), { accountIds: [quiet.id] }, [
    quiet.id,
    quietSite.id,
  ]),
  token('zone on Business', 'cfut_', doubts(['Logs'], 'permission_not_on_plan'), harborReader, [
    harborSite.account.id,
    harborSite.id,
  ]),
  token('Zero Trust off', 'cfut_', doubts(['Access: Audit Logs'], off), { quirk: 'zero_trust_off' }),
  token('Zero Trust never set up', 'cfut_', doubts(['Access: Audit Logs'], off), {
    quirk: 'zero_trust_never_set_up',
  }),
  token(
    'no WAF ruleset',
    'cfut_',
    { ...connected, tells: 'permission account_waf' },
    { quirk: 'no_waf_ruleset' },
  ),
  token('WAF refused without errors', 'cfut_', doubts(['Account WAF'], 'unexplained_refusal'), {
    quirk: 'account_waf_unexplained',
  }),
  token('API Shield not entitled', 'cfut_', doubts(['API Gateway'], plan), {
    quirk: 'api_shield_not_entitled',
  }),
  token('no Magic Transit', 'cfut_', doubts(['DDoS Protection'], plan), { quirk: 'no_magic_transit' }),
  token('account token, no Intel', 'cfat_', doubts(['Intel'], 'permission_token_family'), {
    family: 'account',
    quirk: 'intel_refuses_account_tokens',
  }),
  token(
    'account token, audit log closed to it',
    'cfat_',
    attention('audit_log_readable', 'audit_log_account_token_refused'),
    { family: 'account', quirk: 'audit_refuses_account_tokens' },
  ),
  token('Intel quota used up', 'cfut_', doubts(['Intel'], 'rate_limited'), { quirk: 'intel_quota' }),
  token('analytics budget used up', 'cfut_', doubts(['Analytics'], 'rate_limited'), {
    quirk: 'analytics_budget',
  }),
  token(
    'analytics of less time',
    'cfut_',
    { ...connected, tells: 'permission analytics' },
    { quirk: 'analytics_time_range' },
  ),
  token('DNS answers 502', 'cfut_', doubts(['DNS'], 'server_error'), { quirk: 'dns_502' }),
  token('DNS answers nothing', 'cfut_', doubts(['DNS'], 'bad_answer'), { quirk: 'dns_malformed' }),
  token(
    'probes refused once',
    'cfut_',
    { ...connected, tells: 'permission dns' },
    { quirk: 'probes_refused_once' },
  ),
  token(
    'Logpull switched off',
    'cfut_',
    { ...connected, tells: 'permission logs' },
    { quirk: 'logpull_off' },
  ),
  token(
    'audit log counts in numbers',
    'cfut_',
    { ...connected, tells: 'audit_log_readable' },
    { quirk: 'audit_count_is_a_number' },
  ),
  token(
    'audit log without a last cursor',
    'cfut_',
    { ...connected, tells: 'audit_log_readable' },
    { quirk: 'audit_without_cursor' },
  ),
]
