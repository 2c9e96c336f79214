import * as z from 'zod/mini'
import { signInInput } from '#lib/auth/schema.ts'

const personId = z.uuid('The page has lost the number of the person. Reload it.')

/** A button that takes a person's access away, or gives it back. */
export const accessInput = z.strictObject({ personId, access: z.enum(['taken', 'given']) })

/** The form that adds somebody to the staff, and the button that gives another role. */
export const staffRoleInput = z.strictObject({
  ...signInInput.shape,
  role: z.enum(['support', 'admin'], 'Choose support or admin.'),
})

/** A button about one person. */
export const personInput = z.strictObject({ personId })
