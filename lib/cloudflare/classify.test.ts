import { expect, test } from 'vitest'
import { classifyRefusal, fittingRefusal, refusedAddress } from '#lib/cloudflare/classify.ts'

const said = (code: number | string | null, message: string, chained = false) => ({ code, message, chained })
const chain = (...codes: [number, string][]) => [
  said(6003, 'Invalid request headers'),
  ...codes.map(([code, message]) => said(code, message, true)),
]

/** Every refusal on record for credentials and ids, with what it is about. */
test.each<[string, number, ReturnType<typeof said>[]]>([
  ['malformed_header', 400, chain([6111, 'Invalid format for Authorization header'])],
  ['malformed_header', 400, [said(6111, 'Invalid format for Authorization header')]],
  ['malformed_header', 400, chain()],
  ['malformed_header', 400, [said(9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers')]],
  ['malformed_header', 400, [said(9106, 'Authentication failed')]],
  ['key_malformed', 400, chain([6103, 'Invalid format for X-Auth-Key header'])],
  ['key_malformed', 400, [said(9107, 'Missing X-Auth-Key header')]],
  ['email_malformed', 400, chain([6102, 'Invalid format for X-Auth-Email header'])],
  ['email_malformed', 400, [said(9106, 'Missing X-Auth-Email header')]],
  [
    'key_and_email_malformed',
    400,
    chain([6102, 'Invalid format for X-Auth-Email header'], [6103, 'Invalid format for X-Auth-Key header']),
  ],
  ['token_unknown', 401, [said(1000, 'Invalid API Token')]],
  ['token_unknown', 403, [said(9109, 'Invalid access token')]],
  ['token_unknown', 401, [said(9109, 'Invalid access token')]],
  ['key_or_email_unknown', 403, [said(9103, 'Unknown X-Auth-Key or X-Auth-Email')]],
  ['key_or_email_unknown', 400, [said(9103, 'Unknown X-Auth-Key or X-Auth-Email')]],
  ['ip_filtered', 403, [said(9109, 'Cannot use the access token from location: 203.0.113.7')]],
  ['ip_filtered', 401, [said(9109, 'Cannot use the access token from location: 2001:db8::7')]],
  ['locked_out', 403, [said(9109, 'Max auth failures reached, please check your Authorization header')]],
  ['locked_out', 403, [said(10502, 'Too many authentication failures')]],
  ['forbidden', 403, [said(9109, 'Valid user-level authentication not found')]],
  ['forbidden', 403, [said(9109, 'Unauthorized to access requested resource')]],
  ['forbidden', 403, [said(10000, 'Authentication error')]],
  ['forbidden', 401, [said(10000, 'Authentication error')]],
  ['forbidden', 403, [said(10000, 'Forbidden')]],
  [
    'forbidden',
    403,
    [
      said(
        10002,
        'Authorization Failure: The authentication credentials are not authorized to perform the request.',
      ),
    ],
  ],
  ['forbidden', 403, [said(10001, 'Method not allowed for token')]],
  ['forbidden', 403, [said(0, "Actor 'x' requires permission 'zone.list' to list zones")]],
  ['forbidden', 403, [said(null, 'Forbidden')]],
  ['forbidden', 403, [said(12345, 'You do not have permission to do this')]],
  ['token_spreading', 403, [said(10001, 'Unable to authenticate request')]],
  ['internal_error', 500, [said(10001, 'internal error')]],
  [
    'account_token_not_taken',
    400,
    [said(1011, 'Page Rules endpoint does not support account owned tokens.')],
  ],
  [
    'account_token_not_taken',
    400,
    [said(1001, 'List accounts endpoint does not support account owned tokens.')],
  ],
  [
    'not_found',
    404,
    [
      said(7003, 'Could not route to /client/v4/accounts/x, perhaps your object identifier is invalid?'),
      said(7000, 'No route for that URI'),
    ],
  ],
  ['not_found', 400, [said(7003, 'Could not route to /client/v4/zones/x')]],
  ['not_found', 400, [said(1001, 'Invalid zone identifier')]],
  ['other', 410, [said(null, 'Gone')]],
])('%s: %i %j', (refusal, status, errors) => {
  expect(classifyRefusal(status, errors)).toBe(refusal)
})

test.each([
  [403, said(12345, 'API access is disabled for this account')],
  [403, said(null, 'Blocked by policy')],
  [401, said(1001, 'Account ID is invalid or has not been initialized.')],
  [403, said(null, '')],
])(
  'a refusal that gives no reason AQUILA knows is neither about the credential nor a permission: %i %j',
  (status, error) => {
    expect(classifyRefusal(status, [error])).toBe('other')
  },
)

test('the address that the filter refused is read out of the sentence, with nothing around it', () => {
  const from = (place: string) =>
    refusedAddress([said(9109, `Cannot use the access token from location: ${place}`)])
  expect(from('203.0.113.7')).toBe('203.0.113.7')
  expect(from('203.0.113.7.')).toBe('203.0.113.7')
  expect(from('2001:db8:40::9')).toBe('2001:db8:40::9')
  expect(from('somewhere')).toBeNull()
})

test('a refusal is told as one of the kind of credential that was sent', () => {
  expect(fittingRefusal('global_key', 'malformed_header')).toBe('key_and_email_malformed')
  expect(fittingRefusal('global_key', 'token_unknown')).toBe('key_or_email_unknown')
  expect(fittingRefusal('global_key', 'key_malformed')).toBe('key_malformed')
  for (const refusal of ['key_malformed', 'email_malformed', 'key_and_email_malformed'] as const)
    expect(fittingRefusal('api_token', refusal)).toBe('malformed_header')
  expect(fittingRefusal('api_token', 'key_or_email_unknown')).toBe('token_unknown')
  for (const refusal of ['forbidden', 'ip_filtered', 'locked_out', 'not_found'] as const)
    for (const kind of ['api_token', 'global_key'] as const)
      expect(fittingRefusal(kind, refusal)).toBe(refusal)
})
