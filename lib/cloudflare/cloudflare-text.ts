/**
 * What Cloudflare answers, word for word, for people have nothing else to search by. "…" stands for what varies.
 * `code` is what Cloudflare gives in the body, or "HTTP 502" where the status is all there is.
 */
export interface CloudflareText {
  code: number | string | null
  text: string
}

/** By code. Codes are per product, and one text can mean many things: 10000 is also the code of a success. */
export const cloudflareTexts = {
  zoneList: {
    code: 0,
    text: "Actor 'com.cloudflare.api.token.…' requires permission 'com.cloudflare.api.account.zone.list' to list zones",
  },
  rateLimited: { code: 971, text: 'Please wait and consider throttling your request speed' },
  invalidToken: { code: 1000, text: 'Invalid API Token' },
  invalidZone: { code: 1001, text: 'Invalid zone identifier' },
  notInitialized: { code: 1001, text: 'Account ID is invalid or has not been initialized.' },
  familyOfList: { code: 1001, text: 'List accounts endpoint does not support account owned tokens.' },
  family: { code: 1011, text: '… endpoint does not support account owned tokens.' },
  invalidHeaders: { code: 6003, text: 'Invalid request headers' },
  emailFormat: { code: 6102, text: 'Invalid format for X-Auth-Email header' },
  keyFormat: { code: 6103, text: 'Invalid format for X-Auth-Key header' },
  tokenFormat: { code: 6111, text: 'Invalid format for Authorization header' },
  noRoute: { code: 7000, text: 'No route for that URI' },
  badAccountId: {
    code: 7003,
    text: 'Could not route to /client/v4/accounts/…, perhaps your object identifier is invalid?',
  },
  badZoneId: {
    code: 7003,
    text: 'Could not route to /client/v4/zones/…, perhaps your object identifier is invalid?',
  },
  unknownKey: { code: 9103, text: 'Unknown X-Auth-Key or X-Auth-Email' },
  noHeader: { code: 9106, text: 'Missing X-Auth-Key, X-Auth-Email or Authorization headers' },
  noEmail: { code: 9106, text: 'Missing X-Auth-Email header' },
  noKey: { code: 9107, text: 'Missing X-Auth-Key header' },
  invalidAccessToken: { code: 9109, text: 'Invalid access token' },
  noUserToken: { code: 9109, text: 'Valid user-level authentication not found' },
  unauthorized: { code: 9109, text: 'Unauthorized to access requested resource' },
  fromLocation: { code: 9109, text: 'Cannot use the access token from location: …' },
  maxFailures: { code: 9109, text: 'Max auth failures reached, please check your Authorization header' },
  accessOff: { code: 9999, text: 'access.api.error.not_enabled: Access is not enabled.' },
  authentication: { code: 10000, text: 'Authentication error' },
  forbidden: { code: 10000, text: 'Forbidden' },
  unauthorizedLogs: { code: 10000, text: 'Unauthorized' },
  cannotAuthenticate: { code: 10001, text: 'Unable to authenticate request' },
  methodNotAllowed: { code: 10001, text: 'Method not allowed for token' },
  internal: { code: 10001, text: 'internal error' },
  authorization: {
    code: 10002,
    text: 'Authorization Failure: The authentication credentials are not authorized to perform the request.',
  },
  notEntitledProduct: { code: 10010, text: '….not_entitled' },
  notEntitled: { code: 10403, text: 'not entitled' },
  limited: {
    code: 10429,
    text: 'Rate limited. Please wait and consider throttling your request speed',
  },
  tooManyFailures: { code: 10502, text: 'Too many authentication failures' },
  graphqlRefused: {
    code: 'authz',
    text: "Actor 'com.cloudflare.api.token.…' does not have permission 'com.cloudflare.api.account.zone.analytics.read' for zone …",
  },
  graphqlBudget: { code: null, text: 'rate limiter budget depleted, try again after 5 minutes' },
  planSetting: { code: null, text: 'Sorry, this zone setting is not available for your plan type.' },
  disabled: { code: null, text: '"status":"disabled"' },
  expired: { code: null, text: '"status":"expired"' },
  notBefore: { code: null, text: '"not_before":"…"' },
} as const satisfies Record<string, CloudflareText>

/** Answers of which the status is all that there is to search by. */
export function statusTexts(texts: Readonly<Record<number, string>>): CloudflareText[] {
  return Object.entries(texts).map(([status, text]) => ({ code: `HTTP ${status}`, text }))
}
