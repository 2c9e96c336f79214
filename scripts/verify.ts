/**
 * `npm run -s verify < credential.json`: one verification without database and without storing anything. Reads one
 * JSON object from standard input, never from arguments, which others on the machine can see; prints one JSON report.
 */
import type { AuditSample } from '#lib/cloudflare/audit-record.ts'
import type { Check } from '#lib/cloudflare/check.ts'
import { type CloudflareClient, createCloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import { type VerificationReport, verificationReport } from '#lib/cloudflare/report.ts'
import { type VerificationTarget, verifyCredential } from '#lib/cloudflare/verify.ts'
import { operatorEnv } from '#lib/env.ts'
import { toCredential } from '#lib/integrations/to-credential.ts'
import { verifyInput } from '#lib/integrations/verify-input.ts'

const exitCodes = { connected: 0, connected_with_gaps: 2, needs_attention: 3, unconfirmed: 4 } as const
const unusable = 1
const maxInput = 100_000

await main().catch((error: unknown) => {
  // The name of its class only: a message could hold anything.
  complain([
    `The verification broke off by a fault of AQUILA’s own (${error instanceof Error ? error.name : 'unknown'}).`,
  ])
})

async function main(): Promise<void> {
  if (process.argv.length > 2) {
    complain([
      'Arguments are not taken: everybody on the machine can read them. Send one JSON object to standard input.',
    ])
    return
  }
  const given = await readInput()
  if (given === null) {
    complain(['Standard input must hold one JSON object of at most 100 kB.'])
    return
  }
  const input = verifyInput.safeParse(given)
  if (!input.success) {
    // Only our own sentences: what was entered can hold a secret anywhere.
    complain(input.error.issues.map(({ message }) => message))
    return
  }
  const credential = toCredential(input.data)
  const baseUrl = addressOfCloudflare()
  if (baseUrl === null) return
  const client = createCloudflareClient({ baseUrl })
  const report = await verify(client, credential, input.data).finally(() => client.close())
  process.stdout.write(`${withoutSecret(JSON.stringify(report, null, 2), credential)}\n`)
  process.exitCode = exitCodes[report.verdict]
}

async function readInput(): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.byteLength
    if (size > maxInput) return null
    chunks.push(bytes)
  }
  try {
    return JSON.parse(
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    )
  } catch {
    return null
  }
}

async function verify(
  client: CloudflareClient,
  credential: Credential,
  { accountId, zoneIds }: VerificationTarget,
): Promise<VerificationReport> {
  const checks: Check[] = []
  const sources: LogSource[] = []
  let sample: AuditSample | null = null
  const target = { accountId, zoneIds: zoneIds.filter((id) => id !== '').map(showable) }
  for await (const event of verifyCredential(client, credential, target, { fresh: true })) {
    if (event.type === 'check') checks.push(event.check)
    else if (event.type === 'sample') sample = event.sample
    else sources.push(...event.sources)
  }
  return verificationReport(credential, { checks, sample, sources })
}

/** A zone's id names its row. What is plainly none could be a secret in the wrong field: only its length is kept. */
function showable(id: string): string {
  return /^[0-9a-f]{1,33}$/.test(id) ? id : '•'.repeat(Math.min(id.length, 64))
}

function addressOfCloudflare(): string | null {
  try {
    return operatorEnv().CLOUDFLARE_API_URL
  } catch (error) {
    complain([error instanceof Error ? error.message : 'The settings cannot be read.'])
    return null
  }
}

function complain(sentences: readonly string[]): void {
  process.stderr.write(`${sentences.join('\n')}\n`)
  process.exitCode = unusable
}

/** The client takes it out of every answer; this is for what people paste into the wrong field. */
function withoutSecret(text: string, credential: Credential): string {
  const secret = (credential.kind === 'api_token' ? credential.token : credential.key).reveal()
  return secret.length < 8 ? text : text.replaceAll(JSON.stringify(secret).slice(1, -1), '[credential]')
}
