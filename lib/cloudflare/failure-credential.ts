import { cloudflareTexts as says } from '#lib/cloudflare/cloudflare-text.ts'
import type { Facts, Failure } from '#lib/cloudflare/failure-type.ts'
import { openTokens, replaceCredential, verifyAgain } from '#lib/cloudflare/failure-type.ts'

/** What can be wrong with the credential itself. */
export const credentialFailures = {
  malformed_header: {
    title: 'Cloudflare cannot read the token',
    says: [says.invalidHeaders, says.tokenFormat, says.noHeader],
    sentence: () =>
      'Cloudflare cannot read this token: it is not a whole API token, so nothing can be read with it.',
    step: () => 'Copy the token again from the page where Cloudflare showed it, all of it and nothing else.',
    blame: 'token',
    action: replaceCredential,
    help: 'Cloudflare answers with code 6003 and 6111 inside it. A blank, a line break or a missing end of the token is enough.',
  },
  token_unknown: {
    title: 'Cloudflare does not know the token',
    says: [says.invalidToken, says.invalidAccessToken, says.authentication],
    sentence: () =>
      'Cloudflare does not know this token, so nothing can be read with it. It was mistyped, deleted, rolled, disabled or has expired.',
    step: () =>
      'Look for the token in your list at Cloudflare. If it is gone or you are not sure, create a new one.',
    blame: 'token',
    action: replaceCredential,
    help: 'Cloudflare answers with code 1000 or 9109. A token that was found in a public repository is revoked by Cloudflare itself, so one that worked yesterday can be unknown today. An account-owned token in the old form looks like any other and is known to its own account only: compare the Account ID too.',
  },
  account_token_unknown: {
    title: 'The account does not know the token',
    says: [says.invalidToken, says.noUserToken],
    sentence: (facts) =>
      `Cloudflare does not know this account-owned token in ${account(facts)}. It was deleted, rolled or has expired, or another account owns it.`,
    step: () =>
      'Check that the Account ID is that of the account in which the token was created; if it is, create a new token.',
    blame: 'token',
    action: replaceCredential,
    help: 'Only the endpoint of its own account knows an account-owned token; the one for users refuses it as if it did not exist. AQUILA asks both.',
  },
  not_opened: {
    title: 'AQUILA could not open the stored credential',
    says: [],
    sentence: () =>
      'AQUILA could not open the stored credential, so nothing was asked of Cloudflare. The fault is on our side.',
    step: () => 'Enter the credential again, or write to support and name this integration.',
    blame: null,
    action: replaceCredential,
  },
  token_disabled: {
    title: 'The token is disabled',
    says: [says.disabled],
    sentence: () => 'Cloudflare knows this token, but it is disabled. AQUILA cannot read anything with it.',
    step: () => 'Enable the token at Cloudflare, then verify again.',
    blame: 'token',
    action: openTokens,
  },
  token_expired: {
    title: 'The token has expired',
    says: [says.expired],
    sentence: (facts) =>
      `This token expired${facts.expiresOn ? ` on ${day(facts.expiresOn)}` : ''}. AQUILA cannot read anything with it.`,
    step: () => 'Create a new token and enter it here.',
    blame: 'token',
    action: replaceCredential,
  },
  token_not_yet_valid: {
    title: 'The token is not valid yet',
    says: [says.notBefore],
    sentence: (facts) =>
      `This token is not valid yet${facts.notBefore ? `: it starts on ${day(facts.notBefore)}` : ''}. Until then AQUILA cannot read anything with it.`,
    step: () => 'Change the start date of the token at Cloudflare, or verify again once it has begun.',
    blame: 'token',
    action: openTokens,
  },
  token_not_active: {
    title: 'The token is not active',
    says: [],
    sentence: (facts) =>
      `Cloudflare gives this token ${facts.status ? `the status “${facts.status}”` : 'another status'}, not “active”. AQUILA does not rely on it.`,
    step: () => 'Look at the token at Cloudflare, then verify again, or create a new token.',
    blame: 'token',
    action: openTokens,
  },
  ip_filtered: {
    title: 'The token does not let AQUILA’s address in',
    says: [says.fromLocation],
    sentence: (facts) =>
      `Client IP Address Filtering of this token does not let AQUILA in${facts.ip ? ` from ${facts.ip}` : ''}, so AQUILA cannot read the account.`,
    step: (facts) =>
      `Add ${facts.ip ?? 'the address that Cloudflare names'} to the addresses allowed for the token, or remove the filter, then verify again.`,
    blame: 'token',
    action: openTokens,
    help: 'Cloudflare answers with code 9109, “Cannot use the access token from location”, and the address that it saw. That address is AQUILA’s, not yours. It works on your own computer because its address is allowed.',
  },
  locked_out: {
    title: 'Too many failed sign-ins',
    says: [says.maxFailures, says.tooManyFailures],
    sentence: () =>
      'Cloudflare has counted too many failed sign-ins and refuses every call for now. Whether the credential is good cannot be told.',
    step: () => 'Nothing to correct yet. AQUILA tries again later; this can last up to a day.',
    blame: null,
    action: null,
    help: 'Cloudflare answers with “Max auth failures reached” or code 10502. AQUILA stops asking and waits.',
  },
  token_spreading: {
    title: 'The token is not known everywhere yet',
    says: [says.cannotAuthenticate, says.authentication],
    sentence: () =>
      'Cloudflare does not yet recognize this token everywhere, as happens in its first seconds. Nothing is known to be wrong.',
    step: () => 'Verify again in half a minute.',
    blame: null,
    action: verifyAgain,
    help: 'Cloudflare answers 10000 or 10001 to good tokens now and then, most of all in the first seconds of a new one. AQUILA asks once more before it says so.',
  },
  key_malformed: {
    title: 'Cloudflare cannot read the key',
    says: [says.invalidHeaders, says.keyFormat, says.noKey],
    sentence: () =>
      'Cloudflare cannot read this key: it is not a whole Global API Key, so nothing can be read with it.',
    step: () => 'Copy the Global API Key again from My Profile > API Tokens.',
    blame: 'key',
    action: replaceCredential,
  },
  email_malformed: {
    title: 'Cloudflare cannot read the e-mail address',
    says: [says.invalidHeaders, says.emailFormat, says.noEmail],
    sentence: () => 'Cloudflare cannot read this e-mail address, so it cannot tell whose key it is.',
    step: () => 'Enter the e-mail address with which the owner of the key signs in at Cloudflare.',
    blame: 'email',
    action: { kind: 'correct', label: 'Correct the e-mail address', field: 'email' },
  },
  key_and_email_malformed: {
    title: 'Cloudflare can read neither key nor e-mail address',
    says: [says.invalidHeaders, says.keyFormat, says.emailFormat],
    sentence: () =>
      'Cloudflare can read neither this key nor this e-mail address, so nothing can be read with them.',
    step: () =>
      'Enter the e-mail address used at Cloudflare and copy the Global API Key again from My Profile > API Tokens.',
    blame: 'key',
    alsoBlame: 'email',
    action: replaceCredential,
  },
  key_or_email_unknown: {
    title: 'Key and e-mail address do not belong together',
    says: [says.unknownKey],
    sentence: () =>
      'Cloudflare does not know this key together with this e-mail address, so nothing can be read. It does not say which of the two is wrong.',
    step: () =>
      'Check the e-mail address first, then copy the Global API Key again from My Profile > API Tokens.',
    blame: 'key',
    alsoBlame: 'email',
    action: replaceCredential,
    help: 'Cloudflare answers with code 9103 for both.',
  },
  email_mismatch: {
    title: 'The key belongs to another e-mail address',
    says: [],
    sentence: () => 'The key works, but it belongs to another e-mail address than the one entered.',
    step: () => 'Enter the e-mail address of the person who owns the key.',
    blame: 'email',
    action: { kind: 'correct', label: 'Correct the e-mail address', field: 'email' },
  },
  credential_refused: {
    title: 'Cloudflare refuses the credential',
    says: [says.authentication, says.forbidden, says.methodNotAllowed, says.authorization],
    sentence: () =>
      'Cloudflare refuses this credential everywhere, without a reason that AQUILA knows. Nothing can be read with it.',
    step: () => 'Read what Cloudflare says above, or create a new API token and enter it here.',
    blame: 'token',
    action: replaceCredential,
    help: '“Authentication error” from every endpoint means that Cloudflare does not take the token at all, or that it has no permission for this account.',
  },
  key_refused: {
    title: 'Cloudflare refuses the key',
    says: [says.authentication, says.forbidden, says.authorization],
    sentence: () =>
      'Cloudflare refuses this Global API Key everywhere, without a reason that AQUILA knows. Nothing can be read with it.',
    step: () =>
      'Read what Cloudflare says above, then copy the Global API Key again from My Profile > API Tokens, or connect with an API token.',
    blame: 'key',
    alsoBlame: 'email',
    action: replaceCredential,
  },
} as const satisfies Record<string, Failure>

const account = (facts: Facts) => (facts.accountId ? `account ${facts.accountId}` : 'this account')

const day = (time: string) => time.slice(0, 10)
