import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request and its answer, bodies uncompressed. What the browser sent in a body is not kept: it may hold a secret. */
export interface Exchange {
  url: string
  referrer: string
  status: number
  headers: string
  type: string
  body: Buffer
}

export interface Recorder {
  port: number
  exchanges: readonly Exchange[]
  close(): Promise<void>
}

/** Stands before the web server and keeps every byte that it answers, streams and refusals included. */
export async function startRecorder(target: number): Promise<Recorder> {
  const exchanges: Exchange[] = []
  const server = createServer((asked, answer) => forward(asked, answer, target, exchanges))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function forward(asked: IncomingMessage, answer: ServerResponse, port: number, exchanges: Exchange[]): void {
  const { url = '/', method, headers } = asked
  const options = {
    host: '127.0.0.1',
    port,
    path: url,
    method,
    headers: { ...headers, 'accept-encoding': 'identity' },
  }
  const passed = request(options, (received) => {
    const exchange: Exchange = {
      url,
      referrer: headers.referer ?? '',
      status: received.statusCode ?? 0,
      headers: received.rawHeaders.join('\n'),
      type: String(received.headers['content-type'] ?? ''),
      body: Buffer.alloc(0),
    }
    exchanges.push(exchange)
    received.on('data', (part: Buffer) => {
      exchange.body = Buffer.concat([exchange.body, part])
    })
    answer.writeHead(exchange.status, received.headers)
    received.pipe(answer)
    received.on('error', () => answer.destroy())
  })
  passed.on('error', () => answer.destroy())
  answer.on('close', () => passed.destroy())
  asked.pipe(passed)
}
