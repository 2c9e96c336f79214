import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import { appOrigin, isDevelopment, keepEnvFileFromNext, webEnv } from '#lib/env.ts'
import { addressOf } from '#web/address.ts'
import { refusalOf, refuse } from '#web/refuse.ts'
import { securityHeaders } from '#web/security-headers.ts'

/**
 * The web server: Next behind a thin layer that does what Next leaves to a reverse proxy: headers on every answer,
 * limits on body and time, and the true network address of who asks. The checks at start are in instrumentation.ts.
 */
async function main(): Promise<void> {
  const env = webEnv()
  const origin = appOrigin(env)
  const { host } = new URL(origin)
  const headers = Object.entries(securityHeaders(origin))
  keepEnvFileFromNext()
  const app = next({ dev: isDevelopment(), hostname: '127.0.0.1', port: env.PORT })
  await app.prepare()
  const handle = app.getRequestHandler()

  const server = createServer((request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    const refusal = refusalOf(request)
    if (refusal) return refuse(response, refusal)
    if (isElsewhere(request, host)) return sendTo(response, `${origin}${request.url ?? '/'}`)
    request.headers.host = host
    request.headers['x-aquila-address'] = addressOf(request, env.TRUSTED_PROXY_HOPS)
    delete request.headers['x-forwarded-host']
    void handle(request, response)
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 15_000
  server.listen(env.PORT, () => process.send?.('ready'))
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 5_000).unref()
  })
}

/** Opened under another name than APP_ORIGIN: cookies and forms would not work there. Health checks come by address. */
function isElsewhere(request: IncomingMessage, host: string): boolean {
  if (request.method === 'POST' || request.headers.host === host) return false
  // Next asks itself, by address, for the page that an action leads to.
  return request.headers['rsc'] === undefined && !/^\/api\/(healthz|readyz)$/.test(request.url ?? '')
}

function sendTo(response: ServerResponse, location: string): void {
  response.writeHead(307, { Location: location }).end()
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
