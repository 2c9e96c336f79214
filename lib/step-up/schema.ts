import * as z from 'zod/mini'
import { codeInput } from '#lib/auth/schema.ts'
import { idInput } from '#lib/integrations/schema.ts'

/** The form that takes the mailed code for an act on one integration. */
export const stepUpInput = z.strictObject({ ...idInput.shape, ...codeInput.shape })
