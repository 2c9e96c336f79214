import * as z from 'zod/mini'
import { codeInput } from '#lib/auth/schema.ts'
import { idInput } from '#lib/integrations/schema.ts'
import { holdsSecret } from '#lib/notes/holds-secret.ts'
import { plainLines } from '#lib/notes/plain-lines.ts'
import { disconnectReasonLength } from '#lib/step-up/step-up.ts'

/** The form with which staff disconnect an integration: the mailed code, and the reason that its members are told. */
export const stepUpInput = z.strictObject({
  ...idInput.shape,
  ...codeInput.shape,
  reason: z.string('Say why; the customer’s members are told.').check(
    // First: of a text in which nothing can be seen, nothing is left.
    z.overwrite(plainLines),
    z.minLength(1, 'Say why; the customer’s members are told.'),
    z.maxLength(disconnectReasonLength, `At most ${disconnectReasonLength} characters. Say it shorter.`),
    z.refine(
      (text) => !holdsSecret(text),
      'This looks like it holds a credential, and the reason is kept and mailed. Say it without; nothing was disconnected.',
    ),
  ),
})
