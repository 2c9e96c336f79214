import { type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface RawRequest {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  /** Ends the answer as soon as it holds this; for streams that go on. */
  until?: string
}

/** A request as no browser would send it: exactly these headers, redirects not followed. */
export function send(
  url: string,
  { method = 'GET', headers = {}, body, until }: RawRequest = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    // The path as it was written: a URL object would tidy it up.
    const path = url.slice(url.indexOf('/', 'http://'.length))
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
    const sent = request(
      { hostname, port, path, method, agent: false, headers: { ...length, ...headers } },
      (response) => {
        let text = ''
        const done = () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
          if (until === undefined || !text.includes(until)) return
          done()
          sent.destroy()
        })
        response.on('end', done).on('error', () => done())
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
