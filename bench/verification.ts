import { median, ms, type Row } from '#bench/row.ts'
import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { type CloudflareClient, createCloudflareClient } from '#lib/cloudflare/client.ts'
import { verifyCredential } from '#lib/cloudflare/verify.ts'
import { toCredential } from '#lib/integrations/to-credential.ts'

const latencyMs = 80
const runs = 15
const warmUps = 5

/** What is verified, and how many calls of it depend on each other. `lib/cloudflare/verify-chain.test.ts` proves that. */
const cases = [
  { name: 'user token', chain: 2 },
  { name: 'account token, old form', chain: 2 },
  { name: 'only one zone', chain: 2 },
  { name: 'global key', chain: 2 },
] as const

/** One verification without database or page, beside as many bare calls one after another as depend on each other. */
export async function measureVerification(): Promise<Row[]> {
  const simulator = await startSimulator({ latencyMs })
  const client = createCloudflareClient({ baseUrl: simulator.url })
  try {
    const rows: Row[] = []
    for (const { name, chain } of cases) {
      const sample = sampleCredentials.find((each) => each.name === name)
      if (!sample) throw new Error(`The simulator knows no ${name}.`)
      simulator.reset()
      const times = await repeat(() => verify(client, sample))
      const calls = simulator.calls().length / (runs + warmUps)
      const paths = simulator
        .calls()
        .slice(-calls)
        .map(({ path, query }) => `${path}${query}`)
      const bare = median(await repeat(() => sameCallsBare(simulator.adminUrl, sample, paths)))
      const floor = median(await repeat(() => bareCalls(simulator.url, sample, chain)))
      const ratio = median(times) / floor
      rows.push({
        what: `${name}: ${calls} calls of ${latencyMs} ms, longest chain ${chain}, wall time, median of ${runs}`,
        measured: ms(median(times)),
        floor: `${ms(floor)} (${chain} bare calls one after another; the same ${calls} calls bare ${ms(bare)})`,
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
  const { accountId, zoneId, secret, email } = sample
  const credential = toCredential(
    email === null ? { kind: 'api_token', token: secret } : { kind: 'global_key', email, key: secret },
  )
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

async function bareCalls(url: string, sample: SampleCredential, count: number): Promise<void> {
  const headers = headersOf(sample)
  for (let done = 0; done < count; done += 1) {
    const answer = await fetch(`${url}/accounts/${sample.accountId}`, { headers })
    await answer.json()
  }
}

/** What any client would need on this machine for as many calls: four at once, then all others at once. */
async function sameCallsBare(url: string, sample: SampleCredential, paths: readonly string[]): Promise<void> {
  const headers = headersOf(sample)
  for (const row of [paths.slice(0, 4), paths.slice(4)]) {
    await Promise.all(row.map(async (path) => (await fetch(`${url}${path}`, { headers })).text()))
  }
}

function headersOf({ email, secret }: SampleCredential): Record<string, string> {
  return email === null
    ? { Authorization: `Bearer ${secret}` }
    : { 'X-Auth-Email': email, 'X-Auth-Key': secret }
}

/** The first runs warm up, as a worker that has run for a while has, and do not count. */
async function repeat(run: () => Promise<void>): Promise<number[]> {
  for (let warm = 0; warm < warmUps; warm += 1) await run()
  const times: number[] = []
  for (let done = 0; done < runs; done += 1) {
    const started = performance.now()
    await run()
    times.push(performance.now() - started)
  }
  return times
}
