import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import { countTry, type TooOften } from '#lib/rate-limit.ts'

/** Personal data shown and samples downloaded are counted together, before anything is opened or recorded. */
export function countSampleTry({ personId, customerId }: Member): Promise<TooOften | null> {
  return countTry([
    ['samplePerson', personId],
    ['sampleCustomer', customerId],
  ])
}
