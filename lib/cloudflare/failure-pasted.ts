import { type CloudflareText, cloudflareTexts as says } from '#lib/cloudflare/cloudflare-text.ts'
import type { Failure } from '#lib/cloudflare/failure-type.ts'
import { replaceCredential } from '#lib/cloudflare/failure-type.ts'

const malformed: readonly CloudflareText[] = [says.invalidHeaders, says.tokenFormat]
const unknown: readonly CloudflareText[] = [...malformed, says.invalidToken, says.invalidAccessToken]

/** Other things of Cloudflare's in the place of the credential; said only after Cloudflare has refused them. */
export const pastedFailures = {
  key_in_token_field: {
    title: 'A Global API Key was entered as a token',
    says: [says.invalidHeaders, says.tokenFormat, says.authentication],
    sentence: () =>
      'This is a Global API Key, not an API token. Cloudflare refuses it as a token, so nothing can be read with it.',
    step: () => 'Create an API token and enter it here, or connect with Auth Email and Auth Key.',
    blame: 'token',
    action: replaceCredential,
    help: 'Cloudflare answers with code 6003 and 6111, or with 10000 for a key that begins with cfk_. The text says only that the header is wrong.',
  },
  token_in_key_field: {
    title: 'An API token was entered as a Global API Key',
    says: [says.invalidHeaders, says.keyFormat],
    sentence: () =>
      'This is an API token, not a Global API Key. Cloudflare refuses it together with an e-mail address.',
    step: () => 'Choose API Token as the way to connect and enter it there.',
    blame: 'key',
    action: replaceCredential,
    help: 'Cloudflare answers with code 6003 and 6103, “Invalid format for X-Auth-Key header”.',
  },
  origin_ca_key_pasted: other(
    'An Origin CA key was entered',
    'This is an Origin CA key. It could only issue certificates, and Cloudflare no longer takes it as a service key.',
  ),
  tunnel_token_pasted: other(
    'A tunnel token was entered',
    'This is a tunnel token. It only starts a Cloudflare Tunnel and opens no logs.',
  ),
  session_token_pasted: other(
    'A signed session token was entered',
    'This is a signed session token (it starts with “eyJ”). It ends soon and opens no logs.',
  ),
  r2_secret_pasted: other(
    'The secret of an R2 key was entered',
    'This has the form of an R2 secret access key. Such a key opens storage buckets and no logs.',
    unknown,
  ),
  oauth_token_pasted: other(
    'A sign-in token of Wrangler was entered',
    'This is a sign-in token of Wrangler. It belongs to one person and ends within hours, so AQUILA could not keep reading.',
    unknown,
  ),
  access_service_token_pasted: other(
    'An Access service token was entered',
    'This is the Client ID of an Access service token. It opens your own applications, not Cloudflare’s logs.',
  ),
  id_pasted: other(
    'An id was entered in the place of the credential',
    'This is an Account ID or a Zone ID, not a secret. It says what to look at and proves nothing.',
    unknown,
  ),
} as const satisfies Record<string, Failure>

/** Most have a form that no header of a token may have. */
function other(title: string, sentence: string, texts = malformed): Failure {
  return {
    title,
    says: texts,
    sentence: () => sentence,
    step: () => 'Create an API token and enter it here.',
    blame: 'token',
    action: replaceCredential,
  }
}
