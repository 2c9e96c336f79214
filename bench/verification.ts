import { median, ms, type Row } from '#bench/row.ts'
import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { type CloudflareClient, createCloudflareClient } from '#lib/cloudflare/client.ts'
import { verifyCredential } from '#lib/cloudflare/verify.ts'
import { toCredential } from '#lib/integrations/to-credential.ts'

const latencyMs = 80
const runs = 15

/** One verification without database or page, beside as many bare calls one after another as depend on each other. */
export async function measureVerification(): Promise<Row[]> {
  const simulator = await startSimulator({ latencyMs })
  const client = createCloudflareClient({ baseUrl: simulator.url })
  try {
    const rows: Row[] = []
    // The probes wait for the first sign that the credential is accepted, and for nothing else.
    for (const [name, chain] of [
      ['user token', 2],
      ['account token, old form', 2],
    ] as const) {
      const sample = sampleCredentials.find((each) => each.name === name)
      if (!sample) throw new Error(`The simulator knows no ${name}.`)
      simulator.reset()
      const times = await repeat(() => verify(client, sample))
      const calls = simulator.calls().length / (runs + 1)
      const floor = median(await repeat(() => bareCalls(simulator.url, sample, chain)))
      const ratio = median(times) / floor
      rows.push({
        what: `${name}, ${calls} calls, longest chain ${chain}`,
        measured: ms(median(times)),
        floor: ms(floor),
        ratio: `${ratio.toFixed(2)} x`,
        goal: '<= 1.3 x',
        meets: ratio <= 1.3,
      })
    }
    return rows
  } finally {
    await client.close()
    await simulator.close()
  }
}

async function verify(client: CloudflareClient, sample: SampleCredential): Promise<void> {
  const { accountId, zoneId, secret } = sample
  const credential = toCredential({ kind: 'api_token', token: secret })
  for await (const event of verifyCredential(
    client,
    credential,
    { accountId, zoneIds: [zoneId] },
    { fresh: false },
  )) {
    if (event.type === 'check' && event.check.result !== 'passed')
      throw new Error(`${event.check.name} did not pass.`)
  }
}

async function bareCalls(url: string, { accountId, secret }: SampleCredential, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    const answer = await fetch(`${url}/accounts/${accountId}`, {
      headers: { Authorization: `Bearer ${secret}` },
    })
    await answer.json()
  }
}

/** The first run warms up and does not count. */
async function repeat(run: () => Promise<void>): Promise<number[]> {
  await run()
  const times: number[] = []
  for (let done = 0; done < runs; done += 1) {
    const started = performance.now()
    await run()
    times.push(performance.now() - started)
  }
  return times
}
