import 'server-only'
import { type CloudflareClient, createCloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { identify } from '#lib/cloudflare/identify.ts'
import { createLimiter } from '#lib/cloudflare/limiter.ts'
import { webEnv } from '#lib/env.ts'
import type { Discovery } from '#lib/integrations/discovery.ts'
import { discoveryProblem } from '#lib/integrations/discovery-problem.ts'

/**
 * Asks Cloudflare which accounts and zones a credential sees, with the credential of this very request: nothing is
 * stored, logged or kept, neither the credential nor the answer. Bounded in time by `identify`.
 * @returns null when the signal aborted: nobody waits for the answer any more.
 */
export async function discover(credential: Credential, signal: AbortSignal): Promise<Discovery | null> {
  try {
    const found = await identify(webCloudflare(), credential, { signal })
    return { accounts: found.accounts, zones: found.zones, problem: discoveryProblem(found) }
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
