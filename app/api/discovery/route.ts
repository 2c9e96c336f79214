import { memberAction, rateLimited } from '#lib/action.ts'
import { type ActionResult, idle } from '#lib/action-result.ts'
import { discover } from '#lib/integrations/discover.ts'
import type { Discovery } from '#lib/integrations/discovery.ts'
import { discoverInput } from '#lib/integrations/schema.ts'
import { toCredential } from '#lib/integrations/to-credential.ts'
import { TooOften } from '#lib/rate-limit.ts'

/**
 * What the credential just pasted into the wizard can see. An action in all but its address: Next runs the server
 * actions of a page one after another, and a slow answer would hold up "Connect and verify". This one can be called off.
 */
export async function POST(request: Request): Promise<Response> {
  const discoverAction = memberAction<Parameters<typeof toCredential>[0], Discovery>({
    name: 'integrations.discover',
    schema: discoverInput,
    limits: (member) => [
      ['discoverPerson', member.personId],
      ['discoverCustomer', member.customerId],
    ],
    run: async (member, input) => {
      const data = await discover(member, toCredential(input), request.signal)
      if (data instanceof TooOften) return rateLimited(data, refusedBefore, {})
      return data ? { status: 'found', data } : { status: 'idle' }
    },
  })
  const form = await request.formData().catch(() => null)
  if (!form) return Response.json(notAForm, { status: 400 })
  return Response.json(await discoverAction(idle, form))
}

const refusedBefore = 'Cloudflare refused each of them, so nothing was looked up.'
const notAForm: ActionResult = { status: 'refused', message: 'Nothing was sent.', values: {} }
