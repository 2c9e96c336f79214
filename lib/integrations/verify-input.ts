import * as z from 'zod/mini'
import { cleanId, cleanPaste } from '#lib/cloudflare/credential-kind.ts'

/**
 * What a verification outside the portal is asked with. Cleaned as the wizard cleans; beyond that Cloudflare decides,
 * for here an answer is wanted about what is wrong, and nothing is stored.
 */
const secret = (name: string) =>
  z.string(`${name} must be a text.`).check(z.overwrite(cleanPaste), z.minLength(1, `${name} is empty.`))

const ids = {
  accountId: z.string('accountId must be a text.').check(z.overwrite(cleanId)),
  zoneIds: z
    .array(z.string('zoneIds must hold texts.').check(z.overwrite(cleanId)), 'zoneIds must be a list.')
    .check(z.maxLength(50, 'zoneIds has more than 50 entries.')),
}

export const verifyInput = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('api_token'), token: secret('token'), ...ids }),
    z.object({
      kind: z.literal('global_key'),
      email: z.string('email must be a text.').check(
        z.overwrite((text) => text.trim()),
        z.minLength(1, 'email is empty.'),
      ),
      key: secret('key'),
      ...ids,
    }),
  ],
  'kind must be api_token or global_key.',
)
