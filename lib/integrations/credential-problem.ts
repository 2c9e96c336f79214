import type { RecognizedKind } from '#lib/cloudflare/credential-kind.ts'
import { recognizeCredential } from '#lib/cloudflare/credential-kind.ts'

/** Why this cannot be the API token, as a sentence for its field; null when Cloudflare should decide. */
export function tokenProblem(cleaned: string): string | null {
  if (cleaned === '')
    return 'There is no token here, so AQUILA cannot connect. Paste the API token that Cloudflare showed you.'
  const kind = recognizeCredential(cleaned)
  if (kind === 'global_key')
    return 'This is a Global API Key, not an API token. Cloudflare refuses it as a token. Switch the method to Global API Key, or paste an API token.'
  return other[kind] ?? shapeProblem(cleaned, 'API token')
}

/** The same for the Global API Key. */
export function keyProblem(cleaned: string): string | null {
  if (cleaned === '')
    return 'There is no key here, so AQUILA cannot connect. Paste the Global API Key from your Cloudflare profile.'
  const kind = recognizeCredential(cleaned)
  if (kind === 'user_token' || kind === 'account_token' || kind === 'token_legacy')
    return 'This is an API token, not a Global API Key. Cloudflare refuses it as a key. Switch the method to API token: it is the better choice.'
  return other[kind] ?? shapeProblem(cleaned, 'Global API Key')
}

/** Things of Cloudflare's that look like a credential and open no log. */
const other: Partial<Record<RecognizedKind, string>> = {
  oauth_token:
    'This is a sign-in token of Wrangler. It ends within hours, so AQUILA could not keep reading. Create an API token and paste that.',
  origin_ca_key:
    'This is an Origin CA key. It can only issue certificates and opens no logs. Create an API token and paste that.',
  tunnel_token:
    'This is a tunnel token. It only starts a Cloudflare Tunnel and opens no logs. Create an API token and paste that.',
  jwt: 'This is a signed session token (it starts with “eyJ”). It ends soon and opens no logs. Create an API token and paste that.',
  r2_secret:
    'This is the secret of an R2 storage key. It only opens storage buckets, not logs. Create an API token and paste that.',
  access_service_token:
    'This is the Client ID of an Access service token. It opens your own applications, not Cloudflare’s logs. Create an API token and paste that.',
  id: 'This is an Account ID or a Zone ID, not a secret. It tells Cloudflare what to look at, but proves nothing. Paste the credential here and the id in its own field.',
}

/** What this portal, Cloudflare and password managers show in the place of a secret. */
const mask = /[…•●∙·]|\*{3}|\.{3}/

function shapeProblem(cleaned: string, name: string): string | null {
  if (mask.test(cleaned))
    return `This is what is shown in the place of a secret, not the secret itself. Copy the ${name} from where Cloudflare shows all of it.`
  if (!/^[\x21-\x7e]*$/.test(cleaned))
    return `This contains characters that no Cloudflare credential has. Copy the ${name} again with Cloudflare’s copy button.`
  if (cleaned.length < 20)
    return `This has ${cleaned.length} characters; Cloudflare’s have about 40 or more, so a part is missing. Copy the whole ${name} again.`
  if (cleaned.length > 400)
    return `This has ${cleaned.length} characters; Cloudflare’s have about 50, so something else came along. Copy only the ${name}.`
  return null
}
