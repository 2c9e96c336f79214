import 'server-only'
import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { type CloudflareClient, createCloudflareClient } from '#lib/cloudflare/client.ts'
import { type VerificationReport, verificationReport } from '#lib/cloudflare/report.ts'
import { credentialOf, verifySample } from '#lib/cloudflare/verify.testing.ts'

type ReportedCheck = VerificationReport['checks'][number]

/** What one verification of a sample came to, and the check that tells what the sample is about. */
export interface Scenario {
  sample: SampleCredential
  report: VerificationReport
  telling: ReportedCheck | null
}

/** Every situation that the simulator knows, verified one after another. */
export async function runScenarios(): Promise<Scenario[]> {
  const simulator = await startSimulator()
  const client = createCloudflareClient({ baseUrl: simulator.url, totalTimeoutMs: 3000 })
  try {
    const scenarios: Scenario[] = []
    for (const sample of sampleCredentials) scenarios.push(await runScenario(client, sample))
    return scenarios
  } finally {
    await client.close()
    await simulator.close()
  }
}

async function runScenario(client: CloudflareClient, sample: SampleCredential): Promise<Scenario> {
  const { checks, samples, sources } = await verifySample(client, sample)
  const report = verificationReport(credentialOf(sample), { checks, sample: samples[0] ?? null, sources })
  return { sample, report, telling: tellingOf(sample, report) }
}

/** What failed tells more than what could not be told, and the order of the checks is the order of importance. */
function tellingOf({ expect }: SampleCredential, { checks }: VerificationReport): ReportedCheck | null {
  const named = checks.find(({ name, subject }) => [name, `${name} ${subject}`].includes(expect.tells ?? ''))
  const wrong = checks.filter(({ result }) => result === 'failed' || result === 'could_not_tell')
  return (
    named ??
    wrong.find(({ name, result }) => result === 'failed' && name !== 'permission') ??
    wrong.find(({ result }) => result === 'failed') ??
    wrong[0] ??
    null
  )
}

/** The scenarios as a table in Markdown. */
export function scenarioTable(scenarios: readonly Scenario[]): string {
  const rows = scenarios.map(rowOf)
  return [heading, ...[titles, titles.map(() => '---'), ...rows].map(line), ''].join('\n')
}

const heading = `# Scenarios

Made by a test run against the simulator: \`npm run -s scenarios\` prints it anew. Dates vary and are left out. Where nothing
is wrong, a check that passed and tells what the scenario is about is shown in brackets.
`
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

function rowOf({ sample, report, telling }: Scenario): string[] {
  return [
    sample.name,
    report.verdict,
    telling ? shown[telling.result](telling.title) : '',
    report.blame.join(', '),
    report.missing.join(', '),
    report.unknown.join(', '),
    telling?.sentence ?? allPassed,
    telling?.nextStep ?? nothingToDo,
  ]
}

export const allPassed = 'Everything passed.'
export const nothingToDo = 'Nothing to do.'

const shown: Record<ReportedCheck['result'], (title: string) => string> = {
  failed: (title) => title,
  could_not_tell: (title) => `${title} (could not tell)`,
  passed: (title) => `(${title})`,
  not_run: (title) => `${title} (not asked)`,
}

function line(cells: readonly string[]): string {
  const texts = cells.map((cell) =>
    cell.replaceAll('|', '\\|').replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, '(date)'),
  )
  return `| ${texts.join(' | ')} |`
}
