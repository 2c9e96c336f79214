import 'server-only'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Simulator, startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { type CloudflareClient, createCloudflareClient } from '#lib/cloudflare/client.ts'

/** The simulator of the running test file, and a client that asks it. */
export let simulator: Simulator
export let client: CloudflareClient

/** Starts both for the tests of a file and ends them after it; each test finds the simulator as new. */
export function withSimulator(options: { totalTimeoutMs?: number } = {}): void {
  beforeAll(async () => {
    simulator = await startSimulator()
    client = createCloudflareClient({ baseUrl: simulator.url, ...options })
  })
  beforeEach(() => {
    simulator.reset()
    simulator.setDown(false)
    simulator.setLatency(0)
  })
  afterAll(async () => {
    await client.close()
    await simulator.close()
  })
}
