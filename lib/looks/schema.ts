import * as z from 'zod/mini'
import { looksSecret } from '#lib/cloudflare/looks-secret.ts'
import { type LookReason, lookReasons, reasonLength } from '#lib/looks/reasons.ts'

const reasons = Object.keys(lookReasons) as LookReason[]

/** The form that stands before an integration of a customer. */
export const reasonInput = z
  .strictObject({
    id: z.uuid('The page has lost the number of the integration. Open it again from the list.'),
    /** Where the person was heading. */
    to: z.string().check(z.maxLength(500)),
    reason: z.enum(reasons, 'Choose why you open this integration.'),
    text: z._default(z.string().check(z.trim()), ''),
  })
  .check((context) => {
    const message = textProblem(context.value)
    // `input` stays empty: an error must not carry a secret.
    if (message) context.issues.push({ code: 'custom', path: ['text'], message, input: '' })
  })

function textProblem({ reason, text }: { reason: LookReason; text: string }): string | null {
  if (looksSecret(text))
    return 'This looks like a credential, and the customer’s activity would keep it. Say it without; nothing was stored.'
  if (text.length > reasonLength)
    return `At most ${reasonLength} characters; these are ${text.length}. Say it shorter.`
  if (reason === 'other' && text === '') return 'Say in a few words why; the customer reads it.'
  return null
}
