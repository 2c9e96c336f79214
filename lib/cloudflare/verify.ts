import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { asTheySettle } from '#lib/cloudflare/as-they-settle.ts'
import { auditSample } from '#lib/cloudflare/audit-log.ts'
import type { AuditSample } from '#lib/cloudflare/audit-record.ts'
import { type Check, checkNames, subjectsOf } from '#lib/cloudflare/check.ts'
import type { CloudflareClient } from '#lib/cloudflare/client.ts'
import {
  concludeAccount,
  concludeAuditLog,
  concludeBelonging,
  concludeZone,
  type Readings,
} from '#lib/cloudflare/conclude-access.ts'
import { concludeCredential, concludeStatus } from '#lib/cloudflare/conclude-credential.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import type { LogSource } from '#lib/cloudflare/log-sources.ts'
import { isHeaderValue, isSendable } from '#lib/cloudflare/sending.ts'
import { question } from '#lib/cloudflare/settle.ts'
import { isId, startCalls } from '#lib/cloudflare/verification-calls.ts'
import { askPermissions } from '#lib/cloudflare/verification-permissions.ts'

export type VerificationEvent =
  | { type: 'check'; check: Check }
  | { type: 'sample'; sample: AuditSample }
  | { type: 'log_sources'; sources: LogSource[] }

export interface VerificationTarget {
  accountId: string
  zoneIds: readonly string[]
}

export interface VerificationOptions {
  /** The credential was entered just now: that Cloudflare does not know it may only mean: not everywhere yet. */
  fresh: boolean
  now?: () => Date
  /** Waits before the one repetition of what was refused and may pass. */
  pause?: (signal: AbortSignal) => Promise<void>
  signal?: AbortSignal
  /** What has not been answered by then is left as a timeout. */
  limitMs?: number
}

/**
 * Asks Cloudflare all questions of one verification and yields each check as it settles, and the sample.
 * Whatever Cloudflare does becomes a check; this throws only when the signal aborts.
 */
export async function* verifyCredential(
  client: CloudflareClient,
  credential: Credential,
  target: VerificationTarget,
  options: VerificationOptions,
): AsyncGenerator<VerificationEvent> {
  const zoneIds = [...new Set(target.zoneIds)]
  if (!isSendable(credential)) {
    yield* unsendable(credential, zoneIds)
    return
  }
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const request = { client, credential, accountId: target.accountId, zoneIds, signal }
  try {
    for await (const events of asTheySettle(askEverything(request, options))) yield* events
  } finally {
    // A consumer that stops listening takes the running calls with it.
    stop.abort()
  }
}

interface Request {
  client: CloudflareClient
  credential: Credential
  accountId: string
  zoneIds: readonly string[]
  signal: AbortSignal
}

function askEverything(
  { client, credential, accountId, zoneIds, signal }: Request,
  { fresh, now = () => new Date(), pause = shortPause, limitMs = 8000 }: VerificationOptions,
): Promise<VerificationEvent[]>[] {
  const startedAt = now()
  const wait = () => pause(signal)
  const calls = startCalls(
    client.as(credential, signal, AbortSignal.timeout(limitMs)),
    credential,
    { accountId, zoneIds },
    { now: startedAt, fresh, pause: wait },
  )
  // A function, not a promise: one that nobody came to await would be an unhandled rejection on abort.
  const reads = () => Promise.all([calls.account, calls.audit, Promise.all(calls.zones)])
  const others = async () => {
    const [account, audit, zones] = await reads()
    return [...zones, account, audit?.reading ?? null].filter((reading) => reading !== null)
  }

  const accepted = calls.identity.then((identity) =>
    concludeCredential(credential, identity, others, calls.accountId),
  )
  const status = Promise.all([calls.identity, accepted]).then(([identity, check]) =>
    concludeStatus(identity, check, startedAt),
  )
  const isUsable = async () => (await accepted).result === 'passed' && (await status).result !== 'failed'
  const gather = async (): Promise<Readings> => {
    const [[account, audit, zones], identity] = await Promise.all([reads(), calls.identity])
    const usable = await isUsable()
    const swapped = usable ? await calls.findSwap() : null
    return { accountId, zoneIds, identity, usable, account, audit, zones, swapped }
  }
  let gathered: Promise<Readings> | null = null
  const later = () => {
    gathered ??= gather()
    return gathered
  }

  const account = calls.account.then((reading) => concludeAccount(reading, later))
  const zones = zoneIds.flatMap((id, index) => {
    const reading = calls.zones[index] ?? Promise.resolve(null)
    return [
      reading.then((zone) => concludeZone(id, zone, account, later)),
      reading.then((zone) => concludeBelonging(accountId, id, zone, account)),
    ]
  })
  const audit = calls.audit.then(async (reading): Promise<VerificationEvent[]> => {
    const found = reading?.reading
    const sample = reading && found?.outcome === 'ok' ? auditSample(reading.version, found.value) : null
    const check = await concludeAuditLog(reading, sample?.records.length ?? 0, account, later)
    return [...asEvents(check), ...(sample ? [{ type: 'sample', sample } as const] : [])]
  })
  const zoneIndex = zoneIds.findIndex(isId)
  const zoneReading = calls.zones[zoneIndex]
  const asked = askPermissions(calls, {
    accountId,
    zone: zoneReading ? { id: zoneIds[zoneIndex] ?? '', reading: zoneReading } : null,
    now: startedAt,
    pause: wait,
    usable: isUsable,
    accountCheck: account,
  })
  const sources = asked.sources.then((found) => [{ type: 'log_sources', sources: found } as const])
  const zoneChecks = zones.length > 0 ? zones : noZone()
  const checks = [calls.reached, accepted, status, account, ...zoneChecks, ...asked.checks]
  return [...checks.map(async (check) => asEvents(await check)), audit, sources]
}

const asEvents = (check: Check): VerificationEvent[] => [{ type: 'check', check }]

/** Without a zone the two questions about zones are still asked, and not passed. */
function noZone(): Check[] {
  return [question('zone').failed('zone_id_missing', null), question('zone_belongs_to_account').notRun()]
}

/** A credential that no header can carry: refused here, with every other question left open. */
function* unsendable(credential: Credential, zoneIds: readonly string[]): Generator<VerificationEvent> {
  for (const name of checkNames) {
    for (const subject of subjectsOf(name, zoneIds)) {
      const ask = question(name, subject)
      yield* asEvents(
        name === 'credential_accepted' ? ask.failed(unsendablePart(credential), null) : ask.notRun(),
      )
    }
  }
}

function unsendablePart(credential: Credential): FailureCode {
  if (credential.kind === 'api_token') return 'malformed_header'
  const [isKeyGood, isEmailGood] = [isHeaderValue(credential.key.reveal()), isHeaderValue(credential.email)]
  if (isKeyGood === isEmailGood) return 'key_and_email_malformed'
  return isKeyGood ? 'email_malformed' : 'key_malformed'
}

function shortPause(signal: AbortSignal): Promise<void> {
  return sleep(1500, undefined, { signal })
}
