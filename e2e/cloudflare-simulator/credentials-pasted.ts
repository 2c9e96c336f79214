import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { attention, fakeToken, key, token } from '#e2e/cloudflare-simulator/make-sample.ts'
import { idFor, northwind, northwindShop } from '#e2e/cloudflare-simulator/world.ts'

const accepted = 'credential_accepted'

/** Things of Cloudflare's that people paste in the place of a token, and ids that lost a part. */
export const pasteCredentials: readonly SampleCredential[] = [
  pasted('Origin CA key', 'origin_ca_key_pasted', `v1.0-${'0de'.repeat(8)}-${'0de'.repeat(48)}00`),
  pasted('tunnel token', 'tunnel_token_pasted', `eyJ${'DEMO'.repeat(44)}`),
  pasted('session token', 'session_token_pasted', `eyJ${'DEMO'.repeat(10)}.${'DEMO'.repeat(10)}.x`),
  pasted('R2 secret', 'r2_secret_pasted', `${idFor('R2 secret')}${idFor('another half')}`),
  pasted('sign-in token of Wrangler', 'oauth_token_pasted', fakeToken('sign-in token', 'cfoat_')),
  pasted('Access service token', 'access_service_token_pasted', `${idFor('Access service token')}.access`),
  pasted('id in the token field', 'id_pasted', idFor('id in the token field')),
  {
    ...key('both malformed', attention(accepted, 'key_and_email_malformed', 'key')),
    secret: 'not-a-key-at-all',
    email: 'mara.lindqvist',
  },
  { ...key('malformed key', attention(accepted, 'key_malformed', 'key')), secret: 'neither-a-key' },
  token('truncated Account ID', 'cfut_', attention('account', 'account_id_truncated'), {}, [
    northwind.id.slice(0, 31),
    northwindShop.id,
  ]),
  token('truncated Zone ID', 'cfut_', attention('zone', 'zone_id_truncated'), {}, [
    northwind.id,
    northwindShop.id.slice(0, 31),
  ]),
  token('Account ID of other characters', 'cfut_', attention('account', 'account_id_invalid'), {}, [
    'g'.repeat(32),
    northwindShop.id,
  ]),
]

function pasted(name: string, failure: string, secret: string): SampleCredential {
  return { ...token(`${name} pasted`, 'cfut_', attention(accepted, failure), { quirk: 'unknown' }), secret }
}
