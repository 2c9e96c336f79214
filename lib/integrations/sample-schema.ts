import * as z from 'zod/mini'

const id = z.uuid('The page has lost the number of the integration. Open it again under Integrations.')

/** Whether the personal data of a sample is to be shown, or hidden again. */
export const revealInput = z.strictObject({ id, personal: z.enum(['show', 'hide']) })
