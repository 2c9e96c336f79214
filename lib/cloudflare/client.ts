import 'server-only'
import { Agent, fetch, type Response } from 'undici'
import type { Evidence } from '#lib/cloudflare/check.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { withoutPieces } from '#lib/cloudflare/pieces.ts'
import { plainText } from '#lib/cloudflare/plain-text.ts'
import { type Answer, interpret, type Outcome, type Reply, unclear } from '#lib/cloudflare/reply.ts'
import type { ReplyError } from '#lib/cloudflare/response.ts'
import { transportReason } from '#lib/cloudflare/transport.ts'

export interface ClientOptions {
  /** Ends in `/client/v4`. */
  baseUrl: string
  connectTimeoutMs?: number
  /** From the start of a call to the last byte of its answer. */
  totalTimeoutMs?: number
  /** Of the answer after decompression. */
  maxBytes?: number
}

export interface CloudflareClient {
  /** Calls made with one credential. When the signal aborts, a running call throws the signal's reason. */
  as(credential: Credential, signal?: AbortSignal): CloudflareCalls
  close(): Promise<void>
}

export interface CloudflareCalls {
  /** Asks once. Whatever Cloudflare does comes back as a value; only a wrong use of this function throws. */
  get<Path extends `/${string}`>(path: Path, ids: Ids<Path>, query?: Record<string, string>): Promise<Reply>
}

/** The one way to Cloudflare: no retry, no redirect, no proxy from the environment, no cache. */
export function createCloudflareClient(options: ClientOptions): CloudflareClient {
  const { baseUrl, connectTimeoutMs = 3000, totalTimeoutMs = 10_000, maxBytes = 1_000_000 } = options
  const dispatcher = new Agent({ connect: { timeout: connectTimeoutMs } })
  return {
    as: (credential, cancel) => ({
      get: async (path, ids, query = {}) => {
        const filled = fill(path, ids)
        const url = `${baseUrl}${filled}${search(query)}`
        return call({ dispatcher, url, credential, totalTimeoutMs, maxBytes, cancel }, `GET ${filled}`)
      },
    }),
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
  credential: Credential
  totalTimeoutMs: number
  maxBytes: number
  cancel: AbortSignal | undefined
}

async function call(request: Call, endpoint: string): Promise<Reply> {
  const headers = headersFor(request.credential)
  const startedAt = new Date()
  const started = performance.now()
  const { outcome, errors, status, cfRay } = await exchange(request, headers)
  const evidence: Evidence = {
    endpoint,
    status,
    errors: clean(errors, request.credential),
    cfRay,
    at: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - started),
  }
  return outcome.outcome === 'refused'
    ? { ...outcome, errors: evidence.errors, evidence }
    : { ...outcome, evidence }
}

interface Exchange {
  outcome: Outcome
  errors: ReplyError[]
  status: number | null
  cfRay: string | null
}

async function exchange(request: Call, headers: Record<string, string>): Promise<Exchange> {
  const deadline = AbortSignal.timeout(request.totalTimeoutMs)
  const signal = request.cancel ? AbortSignal.any([deadline, request.cancel]) : deadline
  let response: Response | null = null
  try {
    // `manual` hands over the redirect itself, so its status is kept as evidence and nothing is sent on.
    response = await fetch(request.url, {
      dispatcher: request.dispatcher,
      headers,
      redirect: 'manual',
      signal,
    })
    const body = await readBody(response, request.maxBytes)
    const seen = { status: response.status, cfRay: rayOf(response) }
    if (body === null) return { ...seen, outcome: unclear('too_large'), errors: [] }
    return { ...seen, ...interpret(answerOf(response, redact(body, request.credential)), Date.now()) }
  } catch (error) {
    request.cancel?.throwIfAborted()
    const reason = deadline.aborted ? 'timeout' : transportReason(error, response !== null)
    const seen = { status: response?.status ?? null, cfRay: response ? rayOf(response) : null }
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

/** Only the documented form of a ray id; anything else could be an echo of what was sent. */
function rayOf(response: Response): string | null {
  const ray = response.headers.get('cf-ray')
  return ray !== null && /^[0-9a-f]{16}(?:-[A-Z]{3})?$/.test(ray) ? ray : null
}

/** True when the credential can travel in a header at all. Anything else must be refused before a call. */
export function isSendable(credential: Credential): boolean {
  const values =
    credential.kind === 'api_token'
      ? [credential.token.reveal()]
      : [credential.email, credential.key.reveal()]
  return values.every((value) => /^[\x21-\x7e]{1,4096}$/.test(value))
}

/** One scheme or the other, never both: Cloudflare would pick one and the answer would be about that. */
function headersFor(credential: Credential): Record<string, string> {
  if (!isSendable(credential)) throw new Error('A credential that cannot be a header reached the client')
  const common = { accept: 'application/json', 'user-agent': 'AQUILA-Cloudflare-Portal' }
  return credential.kind === 'api_token'
    ? { ...common, authorization: `Bearer ${credential.token.reveal()}` }
    : { ...common, 'x-auth-email': credential.email, 'x-auth-key': credential.key.reveal() }
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

/** Takes the credential out of a text that came back: some services echo what they refuse. */
function redact(text: string, credential: Credential): string {
  const secret = secretOf(credential)
  // A shorter text is no secret and would tear holes into ordinary words.
  return secret.length < 8 ? text : text.replaceAll(secret, '[credential]')
}

function secretOf(credential: Credential): string {
  return credential.kind === 'api_token' ? credential.token.reveal() : credential.key.reveal()
}

/** Redacts again after cleaning: an escaped or interrupted echo only becomes visible then. */
function clean(errors: ReplyError[], credential: Credential): ReplyError[] {
  return errors.map((error) => ({
    ...error,
    message: withoutPieces(
      plainText(redact(plainText(redact(error.message, credential), 2000), credential), 300),
      secretOf(credential),
    ),
  }))
}
