import type { IncomingMessage, ServerResponse } from 'node:http'

const maxBodyBytes = 64 * 1024
const methods = new Set(['GET', 'HEAD', 'POST'])

/** What is wrong with a request before anything looks into it, as a status and a sentence; null when nothing is. */
export function refusalOf(request: IncomingMessage): [number, string] | null {
  if (!methods.has(request.method ?? '')) return [405, 'This method is not used here.']
  // An absolute address as target is for proxies, and Next would answer with redirects to it.
  if (!request.url?.startsWith('/')) return [400, 'This address is not spelled correctly.']
  if (!isDecodable(request.url)) return [400, 'This address is not spelled correctly.']
  if (request.method !== 'POST') return null
  const length = request.headers['content-length']
  if (length === undefined) return [411, 'The length of the request is missing.']
  if (Number(length) > maxBodyBytes)
    return [413, 'This is more than the portal takes: at most 64 kB. Nothing was stored.']
  return null
}

/** Answers with plain text and closes the connection: the rest of a refused body is not worth reading. */
export function refuse(response: ServerResponse, [status, sentence]: [number, string]): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
  response.end(`${sentence}\n`)
}

/** Next answers 500 to a broken escape. */
function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0')
  } catch {
    return false
  }
}
