import 'server-only'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { type CloudflareClient, createCloudflareClient } from '#lib/cloudflare/client.ts'
import { verificationReport } from '#lib/cloudflare/report.ts'
import { credentialOf, verifySample } from '#lib/cloudflare/verify.testing.ts'

/** Every situation that the simulator knows, with what a verification of it says, as a table in Markdown. */
export async function scenarioTable(): Promise<string> {
  const simulator = await startSimulator()
  const client = createCloudflareClient({ baseUrl: simulator.url, totalTimeoutMs: 2000 })
  try {
    const rows: string[][] = []
    for (const sample of sampleCredentials) rows.push([sample.name, ...(await outcomeOf(client, sample))])
    return [heading, ...[titles, titles.map(() => '---'), ...rows].map(line), ''].join('\n')
  } finally {
    await client.close()
    await simulator.close()
  }
}

const heading =
  '# Scenarios\n\nMade by a test run against the simulator: `npm run -s scenarios` prints it anew. Dates vary and are left out.\n'
const titles = [
  'Scenario',
  'Verdict',
  'Failing check',
  'Blamed field',
  'Missing',
  'Unknown',
  'What is said',
  'Next step',
]

async function outcomeOf(
  client: CloudflareClient,
  sample: (typeof sampleCredentials)[number],
): Promise<string[]> {
  const { checks, samples, sources } = await verifySample(client, sample)
  const credential = credentialOf(sample)
  const report = verificationReport(credential, { checks, sample: samples[0] ?? null, sources })
  const wrong = report.checks.filter(({ result }) => result === 'failed' || result === 'could_not_tell')
  // What failed tells more than what could not be told, and the order of the checks is the order of importance.
  const telling =
    wrong.find(({ name, result }) => result === 'failed' && name !== 'permission') ??
    wrong.find(({ result }) => result === 'failed') ??
    wrong[0] ??
    report.checks.find(({ title }) => `no ${title}` === `${sample.name}: Read`)
  return [
    report.verdict,
    telling ? telling.title : '',
    report.blame.join(', '),
    report.missing.join(', '),
    report.unknown.join(', '),
    telling?.sentence ?? 'Everything passed.',
    telling?.nextStep ?? '',
  ]
}

function line(cells: readonly string[]): string {
  const shown = cells.map((cell) =>
    cell.replaceAll('|', '\\|').replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, '(date)'),
  )
  return `| ${shown.join(' | ')} |`
}
