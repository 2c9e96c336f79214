import { parseArgs } from 'node:util'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    latency: { type: 'string', default: '0' },
  },
})

const simulator = await startSimulator({ port: Number(values.port), latencyMs: Number(values.latency) })
console.log(`The Cloudflare simulator listens at ${simulator.url} and takes these credentials:`)
for (const sample of sampleCredentials) {
  const email = sample.email === null ? '' : ` with ${sample.email}`
  console.log(`\n${sample.name} (${sample.expect.failure ?? sample.expect.verdict})`)
  console.log(`  ${sample.secret}${email}\n  account ${sample.accountId}, zone ${sample.zoneId}`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.close())
}
