import 'server-only'
import * as z from 'zod'
import { refusedAddress } from '#lib/cloudflare/classify.ts'
import type { CloudflareCalls, CloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { type FailureCode, failureOf } from '#lib/cloudflare/failure.ts'
import type { Facts } from '#lib/cloudflare/failure-type.ts'
import { plainText } from '#lib/cloudflare/plain-text.ts'
import { type Reading, read } from '#lib/cloudflare/reading.ts'
import { isSendable } from '#lib/cloudflare/sending.ts'

/** What a credential just entered can see, to choose from. Names come from outside and are made fit to show. */
export interface Identified {
  accounts: { id: string; name: string }[]
  zones: { id: string; name: string; accountId: string; status: string | null; plan: string | null }[]
  /** False when there may be more than these: a list was refused, broke off, or was too long. Then ids are typed. */
  complete: boolean
  /** The first reason for a list not being complete; null when there is none, or it was only too long. */
  failure: FailureCode | null
  /** For the words of the failure. */
  facts: Facts
}

export interface IdentifyOptions {
  /** For both lists together. */
  limitMs?: number
  signal?: AbortSignal
  /** Zones are asked for only when the accounts were not refused for the credential itself: one refusal, not two. */
  careful?: boolean
}

/**
 * Lists the accounts and zones of a credential. A token for an account or for some zones may not list either, which
 * is no fault: what can be seen is returned, and the rest is typed. Throws only when the signal aborts.
 */
export async function identify(
  client: CloudflareClient,
  credential: Credential,
  { limitMs = 8000, signal, careful = false }: IdentifyOptions = {},
): Promise<Identified> {
  if (!isSendable(credential)) {
    const failure = credential.kind === 'api_token' ? 'malformed_header' : 'key_and_email_malformed'
    return { accounts: [], zones: [], complete: false, failure, facts: {} }
  }
  const calls = client.as(credential, signal, AbortSignal.timeout(limitMs))
  const asked = listAll(calls, '/accounts', account)
  const first = careful ? await asked : null
  const [accounts, zones] = await Promise.all([
    asked,
    first && isRefused(first) ? { ...first, rows: [] } : listAll(calls, '/zones', zone),
  ])
  return {
    accounts: withOwners(accounts.rows, zones.rows),
    zones: zones.rows.map(({ account: owner, ...rest }) => ({ ...rest, accountId: owner.id })),
    complete: accounts.complete && zones.complete,
    failure: accounts.failure ?? zones.failure,
    facts: (accounts.failure === null ? zones : accounts).facts,
  }
}

interface Listed<Row> {
  rows: Row[]
  complete: boolean
  failure: FailureCode | null
  facts: Facts
}

/**
 * Reads a list page by page. Some tokens get the same first page for every number, for ever, and the count of pages is
 * not always true: so a page without anything new is the end, and 100 pages are the most.
 */
async function listAll<Row extends { id: string }>(
  calls: CloudflareCalls,
  path: '/accounts' | '/zones',
  row: z.ZodType<Row>,
): Promise<Listed<Row>> {
  const rows = new Map<string, Row>()
  const so = (complete: boolean, failure: FailureCode | null, facts: Facts = {}) => ({
    rows: [...rows.values()],
    complete,
    failure,
    facts,
  })
  for (let page = 1; page <= maxPages; page += 1) {
    const reply = await calls.get(path, {}, { page: String(page), per_page: String(perPage) })
    const reading = read(reply, z.array(row))
    if (reading.outcome !== 'ok') return so(false, failureIn(reading), factsOf(reading))
    const [first] = reading.value
    if (first === undefined || rows.has(first.id)) return so(true, null)
    for (const one of reading.value) rows.set(one.id, one)
    const pages = reply.outcome === 'ok' ? reply.resultInfo.totalPages : null
    if (reading.value.length < perPage && (pages === null || page >= pages)) return so(true, null)
  }
  return so(false, null)
}

const maxPages = 100
/** The most that Cloudflare gives on a page of accounts or zones. */
const perPage = 50

/** Whether Cloudflare refused the credential or its sender, rather than only this list. */
function isRefused({ failure }: Listed<unknown>): boolean {
  if (failure === 'locked_out') return true
  return failure !== null && failure !== 'list_not_allowed' && failureOf(failure).blame !== null
}

type Unread = Exclude<Reading<unknown>, { outcome: 'ok' }>

function failureIn(reading: Unread): FailureCode {
  if (reading.outcome === 'unclear') return reading.reason
  const { refusal } = reading
  // No right to list: no fault of the credential, which may read an account and a zone by their ids all the same.
  if (refusal === 'forbidden' || refusal === 'not_found' || refusal === 'account_token_not_taken')
    return 'list_not_allowed'
  return refusal
}

function factsOf(reading: Unread): Facts {
  if (reading.outcome === 'refused') {
    const ip = refusedAddress(reading.evidence.errors)
    return ip === null ? {} : { ip }
  }
  return reading.retryAfterSeconds === null ? {} : { retryAfterSeconds: String(reading.retryAfterSeconds) }
}

/** Zones name their account: where accounts may not be listed, they are known from there. */
function withOwners(accounts: z.infer<typeof account>[], zones: z.infer<typeof zone>[]) {
  const known = new Map(accounts.map((one) => [one.id, one]))
  for (const { account: owner } of zones) if (!known.has(owner.id)) known.set(owner.id, owner)
  return [...known.values()]
}

const id = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{32}$/))
const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => (value ? plainText(value, 200) : null))
const name = text.transform((value) => value ?? '')

const account = z.object({ id, name })
const zone = z
  .object({
    id,
    name,
    account,
    status: text,
    plan: z.object({ legacy_id: text }).nullish().catch(null),
  })
  .transform(({ plan, ...rest }) => ({ ...rest, plan: plan?.legacy_id ?? null }))
