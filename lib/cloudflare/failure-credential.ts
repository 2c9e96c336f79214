import type { Facts, Failure } from '#lib/cloudflare/failure-type.ts'
import { openTokens, replaceCredential, verifyAgain } from '#lib/cloudflare/failure-type.ts'

/** What can be wrong with the credential itself. */
export const credentialFailures = {
  malformed_header: {
    sentence: () =>
      'Cloudflare cannot read this token: it is not a whole API token, so nothing can be read with it.',
    step: () => 'Copy the token again from the page where Cloudflare showed it, all of it and nothing else.',
    blame: 'token',
    action: replaceCredential,
  },
  key_in_token_field: {
    sentence: () =>
      'This is a Global API Key, not an API token. Cloudflare refuses it as a token, so nothing can be read with it.',
    step: () => 'Create an API token and enter it here, or connect with Auth Email and Auth Key.',
    blame: 'token',
    action: replaceCredential,
  },
  other_secret_in_token_field: {
    sentence: () =>
      'This is another kind of Cloudflare secret, not an API token, so Cloudflare refuses it for reading the account.',
    step: () => 'Create an API token and enter it here.',
    blame: 'token',
    action: replaceCredential,
  },
  token_in_key_field: {
    sentence: () =>
      'This is an API token, not a Global API Key. Cloudflare refuses it together with an e-mail address.',
    step: () => 'Choose API Token as the way to connect and enter it there.',
    blame: 'key',
    action: replaceCredential,
  },
  token_unknown: {
    sentence: () =>
      'Cloudflare does not know this token, so nothing can be read with it. It was mistyped, deleted, rolled or has expired.',
    step: () =>
      'Look for the token in your list at Cloudflare. If it is gone or you are not sure, create a new one.',
    blame: 'token',
    action: replaceCredential,
  },
  account_token_unknown: {
    sentence: (facts) =>
      `Cloudflare does not know this account-owned token in ${account(facts)}. It was deleted, rolled or has expired, or another account owns it.`,
    step: () =>
      'Check that the Account ID is that of the account in which the token was created; if it is, create a new token.',
    blame: 'token',
    action: replaceCredential,
  },
  not_opened: {
    sentence: () =>
      'AQUILA could not open the stored credential, so nothing was asked of Cloudflare. The fault is on our side.',
    step: () => 'Enter the credential again, or write to support and name this integration.',
    blame: null,
    action: replaceCredential,
  },
  token_disabled: {
    sentence: () => 'Cloudflare knows this token, but it is disabled. AQUILA cannot read anything with it.',
    step: () => 'Enable the token at Cloudflare, then verify again.',
    blame: 'token',
    action: openTokens,
  },
  token_expired: {
    sentence: (facts) =>
      `This token expired${facts.expiresOn ? ` on ${day(facts.expiresOn)}` : ''}. AQUILA cannot read anything with it.`,
    step: () => 'Create a new token and enter it here.',
    blame: 'token',
    action: replaceCredential,
  },
  token_not_yet_valid: {
    sentence: (facts) =>
      `This token is not valid yet${facts.notBefore ? `: it starts on ${day(facts.notBefore)}` : ''}. Until then AQUILA cannot read anything with it.`,
    step: () => 'Change the start date of the token at Cloudflare, or verify again once it has begun.',
    blame: 'token',
    action: openTokens,
  },
  token_not_active: {
    sentence: (facts) =>
      `Cloudflare gives this token the status “${facts.status ?? 'unknown'}”, not “active”. AQUILA does not rely on it.`,
    step: () => 'Look at the token at Cloudflare, then verify again, or create a new token.',
    blame: 'token',
    action: openTokens,
  },
  ip_filtered: {
    sentence: (facts) =>
      `Client IP Address Filtering of this token does not let AQUILA in${facts.ip ? ` from ${facts.ip}` : ''}, so AQUILA cannot read the account.`,
    step: (facts) =>
      `Add ${facts.ip ?? 'the address that Cloudflare names'} to the addresses allowed for the token, or remove the filter, then verify again.`,
    blame: 'token',
    action: openTokens,
  },
  locked_out: {
    sentence: () =>
      'Cloudflare has counted too many failed sign-ins and refuses every call for now. Whether the credential is good cannot be told.',
    step: () => 'Nothing to correct yet. AQUILA tries again later; this can last up to a day.',
    blame: null,
    action: null,
  },
  token_spreading: {
    sentence: () =>
      'Cloudflare does not yet recognize this token everywhere, as happens in its first seconds. Nothing is known to be wrong.',
    step: () => 'Verify again in half a minute.',
    blame: null,
    action: verifyAgain,
  },
  key_malformed: {
    sentence: () =>
      'Cloudflare cannot read this key: it is not a whole Global API Key, so nothing can be read with it.',
    step: () => 'Copy the Global API Key again from My Profile > API Tokens.',
    blame: 'key',
    action: replaceCredential,
  },
  email_malformed: {
    sentence: () => 'Cloudflare cannot read this e-mail address, so it cannot tell whose key it is.',
    step: () => 'Enter the e-mail address with which the owner of the key signs in at Cloudflare.',
    blame: 'email',
    action: { kind: 'correct', label: 'Correct the e-mail address', field: 'email' },
  },
  key_and_email_malformed: {
    sentence: () =>
      'Cloudflare can read neither this key nor this e-mail address, so nothing can be read with them.',
    step: () =>
      'Enter the e-mail address used at Cloudflare and copy the Global API Key again from My Profile > API Tokens.',
    blame: 'key',
    action: replaceCredential,
  },
  key_or_email_unknown: {
    sentence: () =>
      'Cloudflare does not know this key together with this e-mail address, so nothing can be read. It does not say which of the two is wrong.',
    step: () =>
      'Check the e-mail address first, then copy the Global API Key again from My Profile > API Tokens.',
    blame: 'key',
    action: replaceCredential,
  },
  email_mismatch: {
    sentence: () => 'The key works, but it belongs to another e-mail address than the one entered.',
    step: () => 'Enter the e-mail address of the person who owns the key.',
    blame: 'email',
    action: { kind: 'correct', label: 'Correct the e-mail address', field: 'email' },
  },
  credential_refused: {
    sentence: () =>
      'Cloudflare refuses this credential everywhere, without a reason that AQUILA knows. Nothing can be read with it.',
    step: () => 'Read what Cloudflare says above, or create a new API token and enter it here.',
    blame: 'token',
    action: replaceCredential,
  },
} as const satisfies Record<string, Failure>

const account = (facts: Facts) => (facts.accountId ? `account ${facts.accountId}` : 'this account')

const day = (time: string) => time.slice(0, 10)
