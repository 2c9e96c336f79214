import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, html, noRoute, refuse } from '#e2e/cloudflare-simulator/answers.ts'
import { authenticate } from '#e2e/cloudflare-simulator/authenticate.ts'
import type { SampleCredential, Simulated } from '#e2e/cloudflare-simulator/credential-type.ts'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { graphql } from '#e2e/cloudflare-simulator/graphql-route.ts'
import { probeQuirk } from '#e2e/cloudflare-simulator/probe-quirks.ts'
import { quirkAnswer, truncated } from '#e2e/cloudflare-simulator/quirks.ts'
import { findRoute } from '#e2e/cloudflare-simulator/routes.ts'

export interface SimulatorOptions {
  port?: number
  /** Added before each answer. */
  latencyMs?: number
}

/** One call as the simulator saw it. `seenBefore`: how many calls had been answered when this one came in. */
interface SeenCall {
  method: string
  path: string
  query: string
  status: number | null
  seenBefore: number
}

export interface Simulator {
  /** The base address for a client, with `/client/v4`. */
  url: string
  /** Where `POST /simulator/down`, `/up` and `/reset` are. */
  adminUrl: string
  setLatency(ms: number): void
  /** Down: every call is answered with a 502 page until it is up again. */
  setDown(down: boolean): void
  /** From here on Cloudflare knows this of a credential, as when somebody edits the token; `{}` takes it back. */
  change(name: string, simulated: Partial<Simulated>): void
  calls(): readonly SeenCall[]
  /** Forgets all calls, what was counted for each credential, and what was changed. */
  reset(): void
  close(): Promise<void>
}

/** Starts a strict stand-in for Cloudflare's API on the loopback address. */
export async function startSimulator({ port = 0, latencyMs = 0 }: SimulatorOptions = {}): Promise<Simulator> {
  const state: State = {
    latencyMs,
    down: false,
    calls: [],
    answered: 0,
    counts: new Map(),
    changed: new Map(),
  }
  const server = createServer((request, response) => {
    // A caller that went away in the middle is no event.
    handle(state, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  const adminUrl = `http://127.0.0.1:${bound}`
  return {
    url: `${adminUrl}/client/v4`,
    adminUrl,
    setLatency: (ms) => {
      state.latencyMs = ms
    },
    setDown: (down) => {
      state.down = down
    },
    change: (name, simulated) => state.changed.set(name, simulated),
    calls: () => state.calls,
    reset: () => reset(state),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface State {
  latencyMs: number
  down: boolean
  calls: SeenCall[]
  answered: number
  /** Calls so far for a credential and a kind of endpoint. */
  counts: Map<string, number>
  /** By the name of the credential. */
  changed: Map<string, Partial<Simulated>>
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://simulator')
  const sent = await bodyOf(request)
  if (pathname.startsWith('/simulator/')) {
    send(response, administer(state, request.method ?? '', pathname))
    return
  }
  const seen: SeenCall = {
    method: request.method ?? '',
    path: pathname,
    query: search,
    status: null,
    seenBefore: state.answered,
  }
  state.calls.push(seen)
  const answer = answerTo(state, request, sent, pathname, searchParams)
  if (answer.kind === 'hang') return
  const delay = state.latencyMs + ('delayMs' in answer ? (answer.delayMs ?? 0) : 0)
  if (delay > 0) await wait(delay)
  state.answered += 1
  if (answer.kind === 'reset') {
    request.socket.resetAndDestroy()
    return
  }
  seen.status = answer.status
  send(response, answer)
}

function answerTo(
  state: State,
  request: IncomingMessage,
  sent: string,
  pathname: string,
  query: URLSearchParams,
): Answer {
  if (state.down) return html(502, '502 Bad Gateway')
  const isGraphql = pathname === '/client/v4/graphql' && request.method === 'POST'
  if (!pathname.startsWith('/client/v4/') || (request.method !== 'GET' && !isGraphql)) return noRoute()
  const known = sampleCredentials.map((credential) => {
    const changed = state.changed.get(credential.name)
    return changed ? { ...credential, simulated: { ...credential.simulated, ...changed } } : credential
  })
  const who = authenticate(request.headers, pathname.endsWith('/tokens/verify'), known)
  if ('refusal' in who) return who.refusal
  const answer = answerFor(state, who.credential, { request, isGraphql, sent, pathname, query })
  const isSlow = who.credential.simulated.quirk === 'slow' && 'status' in answer
  return isSlow ? { ...answer, delayMs: 600 } : answer
}

interface Asked {
  request: IncomingMessage
  isGraphql: boolean
  sent: string
  pathname: string
  query: URLSearchParams
}

function answerFor(
  state: State,
  credential: SampleCredential,
  { request, isGraphql, sent, pathname, query }: Asked,
): Answer {
  const { quirk } = credential.simulated
  const count = countCall(state, `${credential.name} ${pathname}`)
  if (isGraphql) {
    return (
      quirkAnswer(quirk, 'probe', count) ?? probeQuirk(quirk, pathname, count) ?? graphql(credential, sent)
    )
  }
  const found = findRoute(pathname.slice('/client/v4'.length))
  if ('refusal' in found) return found.refusal
  const { route, id } = found
  if (quirk === 'repeats_credential' && route.endpoint === 'audit') {
    const { authorization, 'x-auth-key': key } = request.headers
    return refuse(403, { code: 10000, message: `Authentication error: ${authorization ?? key}` })
  }
  const answer =
    quirkAnswer(quirk, route.endpoint, countCall(state, `${credential.name} ${route.endpoint}`)) ??
    probeQuirk(quirk, pathname, count) ??
    route.answer({ credential, id, query, now: new Date() })
  return quirk === 'truncated_zone' && route.endpoint === 'zone' ? truncated(answer) : answer
}

function countCall(state: State, counter: string): number {
  const count = (state.counts.get(counter) ?? 0) + 1
  state.counts.set(counter, count)
  return count
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString('utf8')
}

function administer(state: State, method: string, pathname: string): Answer {
  const done: Answer = { kind: 'raw', status: 204, body: '', contentType: 'text/plain' }
  if (method !== 'POST') return noRoute()
  if (pathname === '/simulator/down') state.down = true
  else if (pathname === '/simulator/up') state.down = false
  else if (pathname === '/simulator/reset') reset(state)
  else return noRoute()
  return done
}

function reset(state: State): void {
  state.calls = []
  state.answered = 0
  state.counts.clear()
  state.changed.clear()
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer.kind === 'hang' || answer.kind === 'reset') return
  const body = answer.kind === 'json' ? JSON.stringify(answer.body) : answer.body
  const contentType = answer.kind === 'json' ? 'application/json' : answer.contentType
  response.writeHead(answer.status, {
    'content-type': contentType,
    'cf-ray': `${randomBytes(8).toString('hex')}-SIM`,
    'ratelimit-policy': '"default";q=1200;w=300',
    ...answer.headers,
  })
  response.end(body)
}
