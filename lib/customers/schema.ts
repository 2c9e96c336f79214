import * as z from 'zod/mini'
import { signInInput } from '#lib/auth/schema.ts'

const role = z.enum(['member', 'owner'], 'Choose member or owner.')

/** The form that invites. A member's form has no role to choose. */
export const inviteInput = z.strictObject({ ...signInInput.shape, role: z._default(role, 'member') })

/** For acts that need no more than the invitation itself. */
export const invitationInput = z.strictObject({
  id: z.uuid('The page has lost the number of the invitation. Reload it.'),
})
