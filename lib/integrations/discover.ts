import 'server-only'
import type { Member } from '#lib/auth/actor.ts'
import { type CloudflareClient, createCloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { identify } from '#lib/cloudflare/identify.ts'
import { createLimiter } from '#lib/cloudflare/limiter.ts'
import { isSendable } from '#lib/cloudflare/sending.ts'
import { webEnv } from '#lib/env.ts'
import type { Discovery } from '#lib/integrations/discovery.ts'
import { discoveryProblem } from '#lib/integrations/discovery-problem.ts'
import { countedOf, countTry, giveBack, type TooOften } from '#lib/rate-limit.ts'

/**
 * Asks Cloudflare which accounts and zones a credential sees, with the credential of this very request: nothing is
 * stored, logged or kept, neither the credential nor the answer. Bounded in time by `identify`.
 *
 * Refused ones are counted for the customer: before they are asked, so that many at once are too, and those that were
 * not refused are given back. One that was called off stays counted, for Cloudflare may have refused it. After the first, look-ups are careful for a while, and take one answer
 * longer; without any, both lists are asked for at once.
 * @returns null when the signal aborted: nobody waits for the answer any more.
 */
export async function discover(
  { customerId }: Member,
  credential: Credential,
  signal: AbortSignal,
): Promise<Discovery | TooOften | null> {
  const counted = await countedOf('discoverRefused', customerId)
  const refusal = await countTry([['discoverRefused', customerId]])
  if (refusal) return refusal
  try {
    const found = await identify(webCloudflare(), credential, { signal, careful: counted > 0 })
    const problem = discoveryProblem(found)
    // What cannot be sent was not refused by Cloudflare.
    const isRefused = (problem?.kind === 'wrong' && isSendable(credential)) || found.failure === 'locked_out'
    if (!isRefused) await giveBack('discoverRefused', customerId)
    return { accounts: found.accounts, zones: found.zones, problem }
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}

/** Kept over a reload in development, as the doors to the database are. */
const opened = globalThis as { aquilaWebCloudflare?: CloudflareClient }

/** The web process's own way to Cloudflare. Its limits and the worker's together stay below those of Cloudflare. */
function webCloudflare(): CloudflareClient {
  opened.aquilaWebCloudflare ??= createCloudflareClient({
    baseUrl: webEnv().CLOUDFLARE_API_URL,
    limiter: createLimiter({ perSecond: 40, perKey: 250 }),
  })
  return opened.aquilaWebCloudflare
}
