import 'server-only'
import { Agent, fetch, type Response } from 'undici'
import type { Evidence } from '#lib/cloudflare/check.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { echoes } from '#lib/cloudflare/echo.ts'
import { parseGraphql } from '#lib/cloudflare/graphql-answer.ts'
import type { Limiter } from '#lib/cloudflare/limiter.ts'
import { withoutPieces } from '#lib/cloudflare/pieces.ts'
import { cleanErrors, redact, secretOf } from '#lib/cloudflare/redact-reply.ts'
import { type Answer, interpret, type Outcome, type Reply, unclear } from '#lib/cloudflare/reply.ts'
import { parseEnvelope, type ReplyError } from '#lib/cloudflare/response.ts'
import { headersFor, limiterKey } from '#lib/cloudflare/sending.ts'
import { transportReason } from '#lib/cloudflare/transport.ts'

export interface ClientOptions {
  /** Ends in `/client/v4`. */
  baseUrl: string
  connectTimeoutMs?: number
  /** From the start of a call to the last byte of its answer. */
  totalTimeoutMs?: number
  /** Of the answer after decompression. */
  maxBytes?: number
  /** Shared by all clients of a process: Cloudflare counts by address and by credential. Waiting is not part of the timeouts. */
  limiter?: Limiter
}

export interface CloudflareClient {
  /**
   * Calls made with one credential. When the signal aborts, a running call throws the signal's reason; when the
   * deadline does, it comes back as a timeout.
   */
  as(credential: Credential, signal?: AbortSignal, deadline?: AbortSignal): CloudflareCalls
  close(): Promise<void>
}

export interface CloudflareCalls {
  /** Asks once. Whatever Cloudflare does comes back as a value; only a wrong use of this function throws. */
  get<Path extends `/${string}`>(path: Path, ids: Ids<Path>, query?: Record<string, string>): Promise<Reply>
  /** The one POST there is: GraphQL only reads by it. */
  graphql(query: string, variables: Record<string, string>): Promise<Reply>
}

/** The one way to Cloudflare: no retry, no redirect, no proxy from the environment, no cache. */
export function createCloudflareClient(options: ClientOptions): CloudflareClient {
  const { baseUrl, connectTimeoutMs = 3000, totalTimeoutMs = 7000, maxBytes = 1_000_000, limiter } = options
  const dispatcher = new Agent({ connect: { timeout: connectTimeoutMs } })
  return {
    as: (credential, cancel, deadline) => {
      const common = { dispatcher, credential, totalTimeoutMs, maxBytes, limiter, cancel, deadline }
      return {
        get: async (path, ids, query = {}) => {
          const filled = fill(path, ids)
          return call({ ...common, url: `${baseUrl}${filled}${search(query)}`, body: null }, `GET ${filled}`)
        },
        graphql: async (query, variables) => {
          const body = JSON.stringify({ query, variables })
          return call({ ...common, url: `${baseUrl}/graphql`, body }, 'POST /graphql')
        },
      }
    },
    close: () => dispatcher.destroy(),
  }
}

/** The names between braces in a path, each wanting an id. */
type Ids<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Record<Name, string> & Ids<Rest>
  : unknown

interface Call {
  dispatcher: Agent
  url: string
  /** Of a GraphQL question; null for everything else, which is asked by GET. */
  body: string | null
  credential: Credential
  totalTimeoutMs: number
  maxBytes: number
  limiter: Limiter | undefined
  cancel: AbortSignal | undefined
  deadline: AbortSignal | undefined
}

async function call(request: Call, endpoint: string): Promise<Reply> {
  const headers = headersFor(request.credential)
  const mayStart = await waitForTurn(request)
  const startedAt = new Date()
  const started = performance.now()
  const { outcome, errors, status, cfRay } = mayStart ? await exchange(request, headers) : tooLate
  const evidence: Evidence = {
    endpoint,
    status,
    errors: cleanErrors(errors, request.credential),
    cfRay,
    at: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - started),
  }
  return outcome.outcome === 'refused'
    ? { ...outcome, errors: evidence.errors, evidence }
    : { ...outcome, evidence }
}

/** False when the deadline came first. */
async function waitForTurn({ limiter, credential, cancel, deadline }: Call): Promise<boolean> {
  cancel?.throwIfAborted()
  const signals = [cancel, deadline].flatMap((signal) => (signal ? [signal] : []))
  try {
    await limiter?.turn(limiterKey(credential), AbortSignal.any(signals))
  } catch (error) {
    if (!deadline?.aborted) throw error
  }
  return !deadline?.aborted
}

interface Exchange {
  outcome: Outcome
  errors: ReplyError[]
  status: number | null
  cfRay: string | null
}

const tooLate: Exchange = { outcome: unclear('timeout'), errors: [], status: null, cfRay: null }

async function exchange(request: Call, headers: Record<string, string>): Promise<Exchange> {
  const { cancel, deadline, body: sent } = request
  const timeout = AbortSignal.timeout(request.totalTimeoutMs)
  const signals = [timeout, cancel, deadline].flatMap((signal) => (signal ? [signal] : []))
  let response: Response | null = null
  try {
    // `manual` hands over the redirect itself, so its status is kept as evidence and nothing is sent on.
    response = await fetch(request.url, {
      dispatcher: request.dispatcher,
      ...(sent === null
        ? { headers }
        : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: sent }),
      redirect: 'manual',
      signal: AbortSignal.any(signals),
    })
    const body = await readBody(response, request.maxBytes)
    const seen = { status: response.status, cfRay: rayOf(response, request.credential) }
    if (body === null) return { ...seen, outcome: unclear('too_large'), errors: [] }
    const answer = answerOf(response, redact(body, request.credential))
    const read = interpret(answer, Date.now(), sent === null ? parseEnvelope : parseGraphql)
    // Errors are cleaned one by one; of a success that hides the credential in it, nothing is taken on.
    if (read.outcome.outcome === 'ok' && echoes(answer.body, request.credential))
      return { ...seen, outcome: unclear('bad_answer', true), errors: [] }
    return { ...seen, ...read }
  } catch (error) {
    cancel?.throwIfAborted()
    const reason =
      timeout.aborted || deadline?.aborted ? 'timeout' : transportReason(error, response !== null)
    const seen = {
      status: response?.status ?? null,
      cfRay: response ? rayOf(response, request.credential) : null,
    }
    return { ...seen, outcome: unclear(reason), errors: [] }
  }
}

/** Null when the answer is longer than allowed; counted after decompression, so a gzip bomb stops here too. */
async function readBody(response: Response, maxBytes: number): Promise<string | null> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function answerOf(response: Response, body: string): Answer {
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    retryAfter: response.headers.get('retry-after'),
    body,
  }
}

/** What looks like a ray id and is no echo of what was sent. */
function rayOf(response: Response, credential: Credential): string | null {
  const ray = response.headers.get('cf-ray')
  if (ray === null || !/^[0-9a-z]{8,32}(?:-[0-9a-z]{2,8})?$/i.test(ray)) return null
  return withoutPieces(ray, secretOf(credential)) === ray ? ray : null
}

function fill(path: string, ids: unknown): string {
  const values = new Map(Object.entries(ids ?? {}))
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id: unknown = values.get(name)
    // The value stays out of the message: people paste secrets into the wrong field.
    if (typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id))
      throw new Error(`Not an id for ${name} of ${path}`)
    return id
  })
}

function search(query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString()
  return text === '' ? '' : `?${text}`
}
