import 'server-only'
import type * as z from 'zod'
import type { Check } from '#lib/cloudflare/check.ts'
import type { CloudflareCalls } from '#lib/cloudflare/client.ts'
import type { AccountReading, AuditReading, ZoneReading } from '#lib/cloudflare/conclude-access.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { askIdentity, type Identity } from '#lib/cloudflare/identity.ts'
import { mayPass } from '#lib/cloudflare/may-pass.ts'
import { type Reading, read } from '#lib/cloudflare/reading.ts'
import type { Reply } from '#lib/cloudflare/reply.ts'
import { account, auditLog, zone } from '#lib/cloudflare/response.ts'
import { question } from '#lib/cloudflare/settle.ts'

export interface VerificationCalls {
  /** For whatever else is asked: these answers count for `reached` too. */
  more: CloudflareCalls
  /** Whether anything has shown that Cloudflare takes the credential; false once all first calls have come to nothing. */
  accepted: Promise<boolean>
  /** Null when what was given is no id; nothing was asked about it then. */
  accountId: string | null
  identity: Promise<Identity>
  account: Promise<AccountReading | null>
  zones: Promise<ZoneReading | null>[]
  audit: Promise<AuditReading | null>
  reached: Promise<Check>
  /** Asks whether the Account ID is a zone's; only worth it when neither the account nor a zone was found. */
  findSwap: () => Promise<z.infer<typeof zone> | null>
}

/**
 * Starts every call of a verification side by side. `pause` comes before a repetition. Once it shows that Cloudflare takes
 * the credential, each refusal that may pass is asked about once more: a good token is refused now and then.
 */
export function startCalls(
  calls: CloudflareCalls,
  credential: Credential,
  { accountId, zoneIds }: { accountId: string; zoneIds: readonly string[] },
  { now, fresh, pause }: { now: Date; fresh: boolean; pause: () => Promise<void> },
): VerificationCalls {
  const reach = watchReach(calls)
  const knownAccount = isId(accountId) ? accountId : null

  const identity = askIdentity(reach.calls, credential, knownAccount, fresh ? repeatOnce(pause) : once)
  const firstAccount = knownAccount === null ? null : askAccount(reach.calls, knownAccount)
  const firstZones = zoneIds.map((id) => (isId(id) ? askZone(reach.calls, id) : null))
  const firstAudit = knownAccount === null ? null : askAuditV2(reach.calls, knownAccount, now)
  const firstRow = [firstAccount, firstAudit, ...firstZones].flatMap((one) => (one ? [one] : []))
  const seen = anySign([identity.then(isInForce), ...firstRow.map((one) => one.then(isOk))])

  const settle = onceMore(seen, pause)
  const account = settle(firstAccount, () => askAccount(reach.calls, accountId))
  const zones = firstZones.map((first, index) =>
    settle(first, () => askZone(reach.calls, zoneIds[index] ?? '')),
  )
  const audit = settle(firstAudit, () => askAuditV2(reach.calls, accountId, now)).then((v2) =>
    v2 === null ? null : orVersion1(reach.calls, accountId, now, v2),
  )
  const all = Promise.all([identity, account, audit, ...zones])
  const readings = [account, audit.then((found) => found?.reading ?? null), ...zones]

  return {
    more: reach.calls,
    accepted: anySign([seen, ...readings.map((one) => one.then(isOk))]),
    accountId: knownAccount,
    identity,
    account,
    zones,
    audit,
    reached: Promise.race([reach.first, all.then(reach.never)]),
    findSwap: async () => {
      const found = [await account, ...(await Promise.all(zones))]
      if (knownAccount === null || !found.every((reading) => reading?.outcome === 'refused')) return null
      const reading = await askZone(reach.calls, knownAccount)
      return reading.outcome === 'ok' ? reading.value : null
    },
  }
}

/** True with the first sign; a call that is aborted makes the whole verification throw, here as well. */
async function anySign(signs: Promise<boolean>[]): Promise<boolean> {
  const first = Promise.any(signs.map((sign) => sign.then((yes) => yes || Promise.reject(new NoSign()))))
  return first.catch((error: unknown) => {
    const reasons: unknown[] = error instanceof AggregateError ? error.errors : [error]
    for (const reason of reasons) if (!(reason instanceof NoSign)) throw reason
    return false
  })
}

class NoSign extends Error {}

const isOk = (reading: Reading<unknown> | null) => reading?.outcome === 'ok'

/** Cloudflare also confirms tokens that are disabled or expired. */
function isInForce(identity: Identity): boolean {
  if (identity.reading.outcome !== 'ok') return false
  return identity.kind === 'global_key' || identity.reading.value.status.toLowerCase() === 'active'
}

async function askAccount(calls: CloudflareCalls, accountId: string): Promise<AccountReading> {
  const reply = await calls.get('/accounts/{account_id}', { account_id: accountId })
  return read(reply, account, (value) => value.id === accountId)
}

async function askZone(calls: CloudflareCalls, zoneId: string): Promise<ZoneReading> {
  const reply = await calls.get('/zones/{zone_id}', { zone_id: zoneId })
  return read(reply, zone, (value) => value.id === zoneId)
}

/** Version 2 knows sign-ins and is asked first. */
async function askAuditV2(calls: CloudflareCalls, accountId: string, now: Date): Promise<Reading<unknown[]>> {
  const query = { ...range(now), limit: sampleSize }
  return read(
    await calls.get('/accounts/{account_id}/logs/audit', { account_id: accountId }, query),
    auditLog,
  )
}

/** Version 1 is the way out where version 2 is not there. */
async function orVersion1(
  calls: CloudflareCalls,
  accountId: string,
  now: Date,
  v2: Reading<unknown[]>,
): Promise<AuditReading> {
  if (!mayDifferInV1(v2)) return { version: 'v2', reading: v2 }
  const query = { ...range(now), per_page: sampleSize }
  const v1 = read(
    await calls.get('/accounts/{account_id}/audit_logs', { account_id: accountId }, query),
    auditLog,
  )
  // When neither can be read, version 2 is the one to speak of, unless only version 1 gave an answer.
  return v1.outcome === 'ok' || v2.outcome === 'unclear'
    ? { version: 'v1', reading: v1 }
    : { version: 'v2', reading: v2 }
}

function range(now: Date): { since: string; before: string; direction: string } {
  const since = new Date(now.getTime() - sampleDays * 86_400_000).toISOString()
  return { since, before: now.toISOString(), direction: 'desc' }
}

const sampleDays = 30
const sampleSize = '25'

/** Whether to ask version 1 too. Not after answers that concern every call: it would only cost time, or patience at Cloudflare. */
export function mayDifferInV1(v2: Reading<unknown>): boolean {
  if (v2.outcome === 'ok') return false
  if (v2.outcome === 'refused')
    return ['forbidden', 'account_token_not_taken', 'not_found'].includes(v2.refusal)
  return !['timeout', 'connect_failed', 'rate_limited'].includes(v2.reason)
}

const once = (call: () => Promise<Reply>) => call()

/** For a credential that may not be known everywhere yet: one repetition in all, for failed sign-ins lead to a lock-out. */
function repeatOnce(pause: () => Promise<void>): (call: () => Promise<Reply>) => Promise<Reply> {
  let left = 1
  return async (call) => {
    const reply = await call()
    if (!mayPass(reply) || left === 0) return reply
    left -= 1
    await pause()
    return call()
  }
}

/** For a credential that was seen to work: each question once more, after one pause for all. */
function onceMore(seen: Promise<boolean>, pause: () => Promise<void>) {
  let paused: Promise<void> | null = null
  return async <R extends Reading<unknown>>(
    first: Promise<R> | null,
    again: () => Promise<R>,
  ): Promise<R | null> => {
    const reading = await first
    if (reading === null || !mayPass(reading) || !(await seen)) return reading
    paused ??= pause()
    await paused
    return again()
  }
}

/** Settles "was Cloudflare reached?" with the first answer in Cloudflare's envelope, to whatever question. */
function watchReach(calls: CloudflareCalls) {
  const ask = question('reached_cloudflare')
  const first = Promise.withResolvers<Check>()
  const silent: (Reply & { outcome: 'unclear' })[] = []
  const watch = (reply: Reply): Reply => {
    if (reply.outcome !== 'unclear' || reply.answered) first.resolve(ask.passed(reply.evidence))
    else silent.push(reply)
    return reply
  }
  const watched: CloudflareCalls = {
    get: async (...request) => watch(await calls.get(...request)),
    graphql: async (...request) => watch(await calls.graphql(...request)),
  }
  const never = (): Check => {
    const reply = silent[0]
    return reply ? ask.unclear(reply) : ask.notRun()
  }
  return { calls: watched, first: first.promise, never }
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}
