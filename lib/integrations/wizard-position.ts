import * as z from 'zod/mini'

/** What the wizard's page sends of how far a person is. */
export const wizardPosition = z.strictObject({
  id: z.uuid(),
  step: z.enum(['choose', 'prepare', 'enter']),
  method: z.enum(['api_token', 'global_key']),
})
