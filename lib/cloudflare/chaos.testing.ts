import 'server-only'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** One answer of an upstream on its worst day, and what is wrong with it. */
export interface Answer {
  how: string
  /** Everything that goes over the wire, head and body; a byte now and then when it drips. */
  bytes: Buffer
  drips?: boolean
  /** How it ends: in order, in the middle, or with a slap. */
  end: 'end' | 'open' | 'reset'
}

export type Random = () => number

/** Starts an upstream that answers every call with whatever it is given to say. */
export async function startUpstream(answer: (url: string) => Answer) {
  const server = createServer((request, response) => say(answer(request.url ?? ''), request, response))
  // Bytes sent past the end of an answer are the client's to complain about.
  server.on('clientError', (_, socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Past Node's own writing of HTTP, which would put much of this right. */
function say({ bytes, drips, end }: Answer, { socket }: IncomingMessage, response: ServerResponse): void {
  response.detachSocket(socket)
  socket.on('error', () => undefined)
  if (drips) {
    drip(socket, bytes)
    return
  }
  socket.write(bytes)
  if (end === 'reset') setTimeout(() => socket.resetAndDestroy(), 5)
  else if (end === 'end') socket.end()
  else setTimeout(() => socket.destroy(), 100)
}

function drip(socket: Socket, bytes: Buffer): void {
  let sent = 0
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer)
    else socket.write(bytes.subarray(sent, sent + 1))
    sent += 1
  }, 25)
  socket.on('close', () => clearInterval(timer))
}

export interface Parts {
  status?: number
  headers?: string[]
  length?: number | null
}

/** An answer in the form of HTTP/1.1, with whatever head. */
export function http(body: string | Buffer, { status = 200, headers = [json], length }: Parts = {}): Buffer {
  const bytes = Buffer.from(body)
  const size = length === undefined ? bytes.length : length
  const all = [...headers, ...(size === null ? [] : [`Content-Length: ${size}`]), 'Connection: close']
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Whatever\r\n${all.join('\r\n')}\r\n\r\n`), bytes])
}

export const json = 'Content-Type: application/json'

export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)]
  if (found === undefined && !list.includes(found as T)) throw new Error('Nothing to pick from')
  return found as T
}

/** The same sequence on every run, so that a failure can be seen again. */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
