import 'server-only'
import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import type { AuditSample } from '#lib/cloudflare/audit-record.ts'
import type { Check } from '#lib/cloudflare/check.ts'
import type { CloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import {
  type VerificationOptions,
  type VerificationTarget,
  verifyCredential,
} from '#lib/cloudflare/verify.ts'
import { Secret } from '#lib/secret.ts'

export interface Asking extends VerificationOptions {
  target: VerificationTarget
  client: CloudflareClient
}

export interface Collected {
  checks: Check[]
  samples: AuditSample[]
  sources: LogSource[]
}

/** One verification of a sample, as a fresh credential and without the real pause. */
export function verifySample(
  client: CloudflareClient,
  sample: SampleCredential,
  { target, ...options }: Partial<Asking> = {},
): Promise<Collected> {
  const { accountId, zoneId } = sample
  return collectAll(client, credentialOf(sample), target ?? { accountId, zoneIds: [zoneId] }, options)
}

export function credentialOf({ email, secret }: SampleCredential): Credential {
  return email === null
    ? { kind: 'api_token', token: new Secret(secret) }
    : { kind: 'global_key', email, key: new Secret(secret) }
}

export async function collectAll(
  client: CloudflareClient,
  credential: Credential,
  target: VerificationTarget,
  options: Partial<VerificationOptions>,
): Promise<Collected> {
  const found: Collected = { checks: [], samples: [], sources: [] }
  const all = { fresh: true, pause: () => Promise.resolve(), ...options }
  for await (const event of verifyCredential(client, credential, target, all)) {
    if (event.type === 'check') found.checks.push(event.check)
    else if (event.type === 'sample') found.samples.push(event.sample)
    else found.sources.push(...event.sources)
  }
  return found
}

export function named(name: string): SampleCredential {
  const sample = sampleCredentials.find((one) => one.name === name)
  if (!sample) throw new Error(`No sample credential is named ${name}`)
  return sample
}
