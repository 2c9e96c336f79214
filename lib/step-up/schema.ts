import * as z from 'zod/mini'
import { codeInput } from '#lib/auth/schema.ts'
import { idInput } from '#lib/integrations/schema.ts'
import { textInput } from '#lib/notes/text-input.ts'
import { disconnectReasonLength } from '#lib/step-up/step-up.ts'

/** The form with which staff disconnect an integration: the mailed code, and the reason that its members are told. */
export const staffDisconnectInput = z.strictObject({
  ...idInput.shape,
  ...codeInput.shape,
  reason: textInput(disconnectReasonLength, {
    missing: 'Say why; the customer’s members are told.',
    fate: 'the reason is kept and mailed. Say it without; nothing was disconnected.',
  }),
})
