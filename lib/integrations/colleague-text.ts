import { permissions } from '#lib/cloudflare/permissions.ts'
import { tickedByHand, tokenLink } from '#lib/cloudflare/token-link.ts'

/** The 13, one a line, as Cloudflare's form calls them. */
export const permissionLines = permissions.map(({ name }) => `${name}: Read`).join('\n')

/** What to send to the colleague who looks after Cloudflare. Names no secret and asks for none. */
export function colleagueText(portal: string): string {
  return `We connect our Cloudflare account to AQUILA, which watches its logs for unusual behavior. For that I need an API token from you that can only read.

1. Open the link at the end of this text, signed in to Cloudflare as Administrator or Super Administrator of the account. It opens the form for a new token with most permissions filled in.

2. Add the ones it does not fill in: ${tickedByHand.join(', ')}. The form must show these ${permissions.length} before you choose Create, each Read, and nothing else:
${permissionLines}

3. Under Zone Resources include the domains that AQUILA shall watch. Leave Client IP Address Filtering empty, or allow AQUILA's addresses.

4. Create the token and enter it yourself at ${portal}/integrations/new. If you cannot sign in there, tell me and we enter it together.

Please never send the token by mail or chat. Nobody at AQUILA asks for it, and once it is entered nobody can look at it.

The link: ${tokenLink('account')}
`
}
