import 'server-only'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import { type CloudflareCalls, createCloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import type { Limiter } from '#lib/cloudflare/limiter.ts'
import type { Reply } from '#lib/cloudflare/reply.ts'
import { Secret } from '#lib/secret.ts'

export const id = 'ab'.repeat(16)
export const secret = 'DEMO-canary-'.padEnd(40, 'x')
export const token: Credential = { kind: 'api_token', token: new Secret(secret) }
/** What a test has opened, closed after it. */
export const open: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Handler {
  return raw(status, JSON.stringify(body), 'application/json', headers)
}

export function raw(
  status: number,
  body: string | Buffer,
  type: string,
  headers: Record<string, string> = {},
): Handler {
  return (_, response) => {
    response
      .writeHead(status, { 'content-type': type, 'cf-ray': '8e9b1c60ef9e1c9a-SIM', ...headers })
      .end(body)
  }
}

interface Asking {
  credential?: Credential
  signal?: AbortSignal
  deadline?: AbortSignal
  limiter?: Limiter
}

interface Asked {
  reply: Reply
  requests: IncomingMessage[]
  calls: CloudflareCalls
}

export async function ask(
  handler: Handler,
  { credential = token, signal, deadline, limiter }: Asking = {},
): Promise<Asked> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    handler(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = createCloudflareClient({
    baseUrl: `http://127.0.0.1:${port}`,
    totalTimeoutMs: 250,
    maxBytes: 10_000,
    ...(limiter && { limiter }),
  })
  open.push(async () => {
    await client.close()
    server.closeAllConnections()
    server.close()
  })
  const calls = client.as(credential, signal, deadline)
  const reply = await calls.get('/zones/{zone_id}', { zone_id: id }, { limit: '5' })
  return { reply, requests, calls }
}
