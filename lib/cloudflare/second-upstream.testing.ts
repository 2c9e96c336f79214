import 'server-only'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

/** How an answer is written down. Nothing here changes what it means. */
export interface Form {
  /** Of the names of headers. */
  headers: 'usual' | 'SHOUTED' | 'whispered'
  contentType: 'application/json' | 'APPLICATION/JSON; Charset=UTF-8' | 'text/plain' | null
  ray: string | null
  encoding: 'gzip' | 'deflate' | 'br' | null
  /** In how many pieces a body comes, each in a chunk of its own; 0: with its length. */
  chunks: number
  firstByteMs: number
  connection: 'kept' | 'closed' | 'cut'
  /** Of the keys in an object. */
  order: 'usual' | 'reversed'
  blanks: number
  mark: boolean
  /** Fields that nobody has announced. */
  more: boolean
  /** What stands where there is none of it. */
  noErrors: 'list' | 'null' | 'missing'
  noMessages: 'list' | 'null' | 'missing'
  noResult: 'null' | 'missing'
  codes: 'numbers' | 'texts'
  /** What a refusal of a permission has for a status. */
  forbidden: 401 | 403
  /** Of the word "active" and its like. */
  words: 'small' | 'CAPITALS'
  /** Of hexadecimal ids. */
  ids: 'small' | 'CAPITALS'
}

/** What is meant: a thing, a refusal with its codes, or trouble: a page, or nothing at all. */
export type Meaning =
  | { page: number }
  | 'reset'
  | { thing: unknown; count?: number }
  | {
      refused: number | 'forbidden'
      code: number
      message: string
      chain?: { code: number; message: string }
    }

export const accountId = 'ab'.repeat(16)
export const zoneId = 'cd'.repeat(16)
export const forbidden: Meaning = { refused: 'forbidden', code: 10000, message: 'Authentication error' }
export const notHere: Meaning = { refused: 401, code: 1000, message: 'Invalid API Token' }
export const thing = (value: unknown): Meaning => ({ thing: value })
const account = { id: accountId, name: 'Northwind Bikes' }
const record = { id: 'r1', action: { type: 'update', time: '2026-11-21T17:31:07Z' }, actor: {}, resource: {} }
const ruleset = { id: zoneId, phase: 'http_request_firewall_custom', rules: [] }

/** Everything as it should be; the first pattern that fits answers. */
export const good: [RegExp, Meaning][] = [
  [/^\/user\/tokens\/verify$/, thing({ id: zoneId, status: 'active' })],
  [/\/tokens\/verify$/, notHere],
  [/^\/user$/, thing({ id: zoneId, email: 'Mara@Example.test' })],
  [/\/entrypoint$/, thing(ruleset)],
  [/tcp_protection_status$/, thing({ enabled: false })],
  [/security_level$/, thing({ id: 'security_level', value: 'high' })],
  [/flag$/, thing({ flag: true })],
  [/fields$/, thing({ ClientIP: 'string' })],
  [/\/logpush\/jobs$/, forbidden],
  [/^\/graphql$/, thing({ viewer: { zones: [{ httpRequestsAdaptiveGroups: [{ count: 1 }] }] } })],
  [/^\/zones$/, { thing: [{ id: zoneId, name: 'x', account }], count: 1 }],
  [
    /^\/zones\/[^/]+$/,
    thing({ id: zoneId, name: 'shop.example', account, plan: { legacy_id: 'enterprise' } }),
  ],
  [/^\/accounts\/[^/]+$/, thing(account)],
  [/audit$/, { thing: [record], count: 1 }],
  [/./, { thing: [{ id: 'x' }], count: 1 }],
]

export interface SecondUpstream {
  url: string
  paths: string[]
  close(): Promise<void>
}

/** As most write it. */
export const plainForm: Form = {
  headers: 'usual',
  contentType: 'application/json',
  ray: null,
  encoding: null,
  chunks: 0,
  firstByteMs: 0,
  connection: 'kept',
  order: 'usual',
  blanks: 0,
  mark: false,
  more: false,
  noErrors: 'list',
  noMessages: 'list',
  noResult: 'null',
  codes: 'numbers',
  forbidden: 403,
  words: 'small',
  ids: 'small',
}

/** Another stand-in for Cloudflare's API, which shares no line with the simulator: whatever only one of them does is no rule. */
export async function startSecondUpstream(
  form: Form,
  means: (path: string, query: URLSearchParams) => Meaning,
): Promise<SecondUpstream> {
  const paths: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x')
    paths.push(pathname)
    request.resume()
    const meaning = means(pathname, searchParams)
    if (meaning === 'reset') {
      request.socket.resetAndDestroy()
      return
    }
    if ('page' in meaning) {
      response.writeHead(meaning.page, { 'content-type': 'text/html' }).end('<html>')
      return
    }
    const { status, body } = pathname === '/graphql' ? graphql(form, meaning) : envelope(form, meaning)
    setTimeout(() => write(response, form, status, textOf(form, body)), form.firstByteMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    paths,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Said = Exclude<Meaning, 'reset' | { page: number }>

function envelope(form: Form, meaning: Said): { status: number; body: object } {
  const messages = { list: { messages: [] }, null: { messages: null }, missing: {} }[form.noMessages]
  if ('thing' in meaning) {
    const errors = { list: { errors: [] }, null: { errors: null }, missing: {} }[form.noErrors]
    const info = meaning.count === undefined ? {} : { result_info: { count: number(form, meaning.count) } }
    return {
      status: 200,
      body: { success: true, ...errors, ...messages, result: shaped(form, meaning.thing), ...info },
    }
  }
  const { refused, code, message, chain } = meaning
  const error = {
    code: number(form, code),
    message,
    ...(chain ? { error_chain: [{ ...chain, code: number(form, chain.code) }] } : {}),
    ...(form.more
      ? { documentation_url: 'https://developers.cloudflare.com', source: { pointer: '/x' } }
      : {}),
  }
  const result = form.noResult === 'null' ? { result: null } : {}
  const status = refused === 'forbidden' ? form.forbidden : refused
  return { status, body: { success: false, errors: [error], ...messages, ...result } }
}

function graphql(form: Form, meaning: Said): { status: number; body: object } {
  if ('thing' in meaning) {
    const errors = form.noErrors === 'missing' ? {} : { errors: form.noErrors === 'null' ? null : [] }
    return { status: 200, body: { data: meaning.thing, ...errors } }
  }
  // In front of GraphQL the ordinary envelope refuses.
  if (meaning.refused !== 'forbidden') return envelope(form, meaning)
  const error = { message: 'Actor does not have permission', path: null, extensions: { code: 'authz' } }
  const data = form.noResult === 'null' ? { data: null } : {}
  return { status: form.forbidden === 401 ? 200 : 403, body: { ...data, errors: [error] } }
}

const number = ({ codes }: Form, value: number) => (codes === 'texts' ? String(value) : value)

/** The same thing with other letters and fields of no meaning. */
function shaped(form: Form, thing: unknown): unknown {
  if (Array.isArray(thing)) return thing.map((each) => shaped(form, each))
  if (typeof thing === 'string') {
    const isId = /^[0-9a-f]{32}$/.test(thing)
    if (isId) return form.ids === 'CAPITALS' ? thing.toUpperCase() : thing
    return form.words === 'CAPITALS' && words.has(thing) ? thing.toUpperCase() : thing
  }
  if (typeof thing !== 'object' || thing === null) return thing
  const fields = Object.entries(thing).map(([name, value]) => [name, shaped(form, value)])
  return Object.fromEntries(form.more ? [['new_in_2027', { a: [null, 1] }], ...fields] : fields)
}

const words = new Set(['active', 'disabled', 'expired', 'enterprise', 'free'])

function textOf(form: Form, body: object): string {
  const entries = Object.entries(body)
  const ordered = Object.fromEntries(form.order === 'reversed' ? entries.reverse() : entries)
  return `${form.mark ? '\uFEFF' : ''}${JSON.stringify(ordered, null, form.blanks)}`
}

function write(response: ServerResponse, form: Form, status: number, text: string): void {
  const bytes = encoded(form, Buffer.from(text))
  const headers: [string, string][] = [
    ...(form.contentType === null ? [] : [['Content-Type', form.contentType] as [string, string]]),
    ...(form.ray === null ? [] : [['CF-Ray', form.ray] as [string, string]]),
    ...(form.encoding === null ? [] : [['Content-Encoding', form.encoding] as [string, string]]),
    ...(form.chunks === 0 ? [['Content-Length', String(bytes.length)] as [string, string]] : []),
    ...(form.connection === 'closed' ? [['Connection', 'close'] as [string, string]] : []),
  ]
  for (const [name, value] of headers) response.setHeader(inCase(form, name), value)
  response.statusCode = status
  const size = form.chunks === 0 ? bytes.length : Math.ceil(bytes.length / form.chunks)
  for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size))
  // Some servers close without a word, right after an answer.
  response.end(() => form.connection === 'cut' && response.socket?.destroySoon())
}

function inCase({ headers }: Form, name: string): string {
  if (headers === 'usual') return name
  return headers === 'SHOUTED' ? name.toUpperCase() : name.toLowerCase()
}

function encoded({ encoding }: Form, bytes: Buffer): Buffer {
  if (encoding === 'gzip') return gzipSync(bytes)
  if (encoding === 'deflate') return deflateSync(bytes)
  return encoding === 'br' ? brotliCompressSync(bytes) : bytes
}
