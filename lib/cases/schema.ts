import * as z from 'zod/mini'
import { caseStates } from '#lib/cases/case.ts'
import { idInput } from '#lib/integrations/schema.ts'

/** The form of a case. An empty field is none. */
export const caseInput = z.strictObject({
  ...idInput.shape,
  state: z.enum(['', ...caseStates], 'Choose a state.'),
  assigneeId: z.union([z.literal(''), z.uuid()], 'Choose somebody of the list.'),
  nextContactOn: z.union([z.literal(''), z.iso.date()], 'Enter a day, such as 2026-12-03.'),
})
