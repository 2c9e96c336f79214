import { cloudflareTexts as says } from '#lib/cloudflare/cloudflare-text.ts'
import type { Failure } from '#lib/cloudflare/failure-type.ts'
import {
  correctAccountId,
  correctZoneIds,
  openAccountTokens,
  openTokens,
  openUserTokens,
  verifyAgain,
} from '#lib/cloudflare/failure-type.ts'

/** What can be wrong with the ids and with what the credential may read. */
export const accessFailures = {
  account_id_truncated: {
    title: 'The Account ID is not whole',
    says: [says.badAccountId, says.noRoute],
    sentence: (facts) =>
      `The Account ID has ${facts.length ?? 'the wrong number of'} characters, but Cloudflare’s have 32, so a part is missing or something came along. AQUILA cannot look for the account.`,
    step: () => 'Copy the Account ID again from the overview of the account, with the copy button.',
    blame: 'accountId',
    action: correctAccountId,
  },
  account_id_invalid: {
    title: 'The Account ID is not an id',
    says: [says.badAccountId, says.noRoute],
    sentence: () =>
      'The Account ID is not one: it must be 32 characters from 0-9 and a-f. AQUILA cannot look for the account.',
    step: () => 'Copy the Account ID again from the overview of the account at dash.cloudflare.com.',
    blame: 'accountId',
    action: correctAccountId,
  },
  account_not_reachable: {
    title: 'The credential cannot see the account',
    says: [says.unauthorized, says.authentication],
    sentence: (facts) =>
      facts.suggestedAccountId
        ? `This credential cannot see the account, so AQUILA cannot watch it. Its zone belongs to ${named(facts.suggestedAccountName, facts.suggestedAccountId)}.`
        : 'Cloudflare accepts this credential, but lets it read nothing of the account with this Account ID, so AQUILA cannot watch it.',
    step: (facts) =>
      facts.suggestedAccountId
        ? `If that is the account you mean, use the Account ID ${facts.suggestedAccountId}.`
        : 'Compare the Account ID with the one at dash.cloudflare.com. If it is right, edit the token at Cloudflare: it must include this account and have the permissions.',
    blame: 'accountId',
    action: correctAccountId,
  },
  not_a_member: {
    title: 'The owner of the key is no member of the account',
    says: [says.unauthorized, says.authentication],
    sentence: () =>
      'The owner of this Global API Key cannot see the account with this Account ID, so AQUILA cannot watch it.',
    step: () =>
      'Compare the Account ID with the one at dash.cloudflare.com. If it is right, use the key or a token of a member of that account.',
    blame: 'accountId',
    action: correctAccountId,
  },
  zone_id_as_account_id: {
    title: 'The Account ID is that of a zone',
    says: [says.authentication],
    sentence: (facts) =>
      `The Account ID is the Zone ID of ${facts.zoneName || 'a zone'}. AQUILA needs the account as a whole, not just a zone.`,
    step: (facts) =>
      facts.suggestedAccountId
        ? `That zone belongs to ${named(facts.suggestedAccountName, facts.suggestedAccountId)}. Use the Account ID ${facts.suggestedAccountId}.`
        : 'Copy the Account ID from the overview of the account at dash.cloudflare.com.',
    blame: 'accountId',
    action: correctAccountId,
  },
  ids_swapped: {
    title: 'Account ID and Zone ID are swapped',
    says: [says.authentication, says.unauthorized],
    sentence: () => 'Account ID and Zone ID are swapped: each was entered in the field of the other.',
    step: () => 'Exchange the two ids; AQUILA then verifies again by itself.',
    blame: 'accountId',
    alsoBlame: 'zoneIds',
    action: { kind: 'correct', label: 'Correct them by hand', field: 'accountId' },
    help: 'Both ids have the same form, so only Cloudflare can tell them apart: it refuses each as if the permission were missing.',
  },
  zone_id_missing: {
    title: 'There is no Zone ID',
    says: [],
    sentence: () => 'No Zone ID was given, so there is no zone that AQUILA could watch.',
    step: () => 'Enter the Zone ID of at least one zone of the account.',
    blame: 'zoneIds',
    action: correctZoneIds,
  },
  zone_id_truncated: {
    title: 'The Zone ID is not whole',
    says: [says.badZoneId, says.noRoute],
    sentence: (facts) =>
      `The Zone ID has ${facts.length ?? 'the wrong number of'} characters, but Cloudflare’s have 32, so a part is missing or something came along. AQUILA cannot look for the zone.`,
    step: () => 'Copy the Zone ID again from the overview of the zone, with the copy button.',
    blame: 'zoneIds',
    action: correctZoneIds,
  },
  zone_id_invalid: {
    title: 'The Zone ID is not an id',
    says: [says.badZoneId, says.noRoute],
    sentence: () =>
      'The Zone ID is not one: it must be 32 characters from 0-9 and a-f. AQUILA cannot look for the zone.',
    step: () => 'Copy the Zone ID again from the overview of the zone at dash.cloudflare.com.',
    blame: 'zoneIds',
    action: correctZoneIds,
  },
  account_id_as_zone_id: {
    title: 'The Zone ID is that of the account',
    says: [says.unauthorized, says.invalidZone],
    sentence: () =>
      'The Zone ID is the same as the Account ID. An account is not a zone, so there is nothing to watch under it.',
    step: () => 'Open the zone at dash.cloudflare.com and copy its Zone ID.',
    blame: 'zoneIds',
    action: correctZoneIds,
  },
  zone_not_reachable: {
    title: 'The credential cannot see the zone',
    says: [says.unauthorized, says.invalidZone, says.authentication],
    sentence: () =>
      'This credential cannot see the zone, so AQUILA cannot watch it. Cloudflare does not say whether the zone exists.',
    step: () =>
      'Compare the Zone ID with the one at dash.cloudflare.com. If it is right, add this zone and “Zone: Read” to the token.',
    blame: 'zoneIds',
    action: correctZoneIds,
  },
  zone_of_another_account: {
    title: 'The zone belongs to another account',
    says: [],
    sentence: (facts) =>
      `The zone${facts.zoneName ? ` ${facts.zoneName}` : ''} belongs to ${named(facts.zoneAccountName, facts.zoneAccountId)}, not to the account entered. AQUILA would watch the wrong one.`,
    step: () => 'Correct the Zone ID, or the Account ID if the zone is the one you mean.',
    blame: 'zoneIds',
    action: correctZoneIds,
  },
  audit_log_forbidden: {
    title: 'The token may not read the audit log',
    says: [says.authentication],
    sentence: () =>
      'Cloudflare accepts this credential, but refuses it the audit log. AQUILA will not see who changed what in the account.',
    step: () =>
      'Add “Account Settings: Read” to the token, then verify again. “Access: Audit Logs” is another log and does not open this one.',
    blame: 'permissions',
    action: openTokens,
    help: 'There is no permission of the name “Audit Logs: Read” for the account’s own log. “Access: Audit Logs” opens sign-ins to applications behind Cloudflare Access; the account’s log is opened by “Account Settings: Read”.',
  },
  audit_log_account_token_refused: {
    title: 'The audit log refuses the account-owned token',
    says: [says.authentication, says.family],
    sentence: () =>
      'Cloudflare accepts this account-owned token, but refuses it the audit log. AQUILA will not see who changed what in the account.',
    step: () =>
      'Check that the token has “Account Settings: Read”. If it has, create a token under My Profile > API Tokens instead and enter that one.',
    blame: 'permissions',
    action: openAccountTokens,
    help: 'Reports differ on whether Cloudflare’s audit log takes account-owned tokens. A token under My Profile is taken for certain.',
  },
  audit_log_role_refused: {
    title: 'The owner of the key may not read the audit log',
    says: [says.authentication],
    sentence: () =>
      'The owner of this Global API Key may not read the audit log. AQUILA will not see who changed what in the account.',
    step: () =>
      'Use a token with “Account Settings: Read”, or the key of a person whose role in the account may read it.',
    blame: 'permissions',
    action: openTokens,
  },
  account_token_not_taken: {
    title: 'Account-owned tokens are not taken here',
    says: [says.family, says.familyOfList],
    sentence: () =>
      'Cloudflare does not take account-owned tokens for this question, so it cannot be told. The token itself may be good.',
    step: () => 'Create a token under My Profile > API Tokens instead, and enter that one.',
    blame: null,
    action: openUserTokens,
    help: 'Cloudflare names the endpoint in its sentence and gives code 1011 or 1001. Most endpoints take tokens of both kinds.',
  },
  audit_log_unavailable: {
    title: 'The audit log was not found',
    says: [says.noRoute],
    sentence: () =>
      'Cloudflare has no audit log under this account that AQUILA could find. Whether it can be read cannot be told.',
    step: () => 'Verify again. If it stays so, ask support to look at it.',
    blame: null,
    action: verifyAgain,
  },
} as const satisfies Record<string, Failure>

function named(name: string | undefined, id: string | undefined): string {
  if (name && id) return `the account “${name}” (${id})`
  return id ? `the account ${id}` : 'another account'
}
