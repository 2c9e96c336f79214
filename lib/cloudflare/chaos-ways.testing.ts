import 'server-only'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { type Answer, http, json, type Parts, pick, type Random } from '#lib/cloudflare/chaos.testing.ts'

/** Something broken: in its status, its head, its body, or its way over the wire. `good` is what a good answer would be. */
export function broken(random: Random, secret: string, good: string): Answer {
  const [how, make] = pick(random, ways)
  const made = make({ random, secret, good })
  const answer = Buffer.isBuffer(made) ? { bytes: made } : made
  return { how, end: pick(random, ['end', 'end', 'end', 'open']), ...answer }
}

interface Means {
  random: Random
  secret: string
  good: string
}

type Way = (means: Means) => Buffer | (Partial<Answer> & { bytes: Buffer })

const gzip = 'Content-Encoding: gzip'

const ways: [string, Way][] = [
  // The most part, so that combinations of fields, codes and statuses come up.
  ...Array.from({ length: 30 }, (): [string, Way] => [
    'an odd envelope',
    (means) => http(envelope(means), odd(means)),
  ]),
  ['an odd body', (means) => http(pick(means.random, bodies), odd(means))],
  ['an odd body', (means) => http(pick(means.random, bodies), odd(means))],
  ['an odd body', (means) => http(`"${means.secret}"`, odd(means))],
  [
    'invalid UTF-8',
    () => http(Buffer.from('{"success":true,"errors":[],"result":{"id":"\xff\xfe\xc0"}}', 'latin1')),
  ],
  ['UTF-16', ({ good }) => http(Buffer.from(good, 'utf16le'))],
  [
    'deep lists',
    () => http(`{"success":true,"errors":[],"result":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
  ],
  ['deep objects', () => http(`${'{"result":'.repeat(20_000)}1${'}'.repeat(20_000)}`)],
  ['deep errors', ({ good }) => http(`{"success":false,"errors":[${chain(good)}]}`, { status: 403 })],
  ['a prototype', ({ good }) => http(`{"__proto__":${good},"constructor":{"prototype":${good}}}`)],
  ['a prototype', ({ good }) => http(`{"success":false,"errors":[],"__proto__":${good}}`)],
  ['a prototype', () => http('{"success":true,"errors":[],"result":{"__proto__":{"id":"x"}}}')],
  ['values in texts', ({ good }) => http(good.replace('true', '"true"'))],
  ['values in texts', ({ good }) => http(good.replace('true', '1'))],
  ['a text in a text', ({ good }) => http(JSON.stringify(good))],
  ['two at once', ({ good }) => http(`${good}\n${good}`)],
  ['a script', ({ good }) => http(`callback(${good})`, { headers: ['Content-Type: text/javascript'] })],
  [
    'XML',
    () =>
      http('<?xml version="1.0"?><success>true</success>', { headers: ['Content-Type: application/xml'] }),
  ],
  [
    'a page',
    ({ good }) => http(`<!doctype html><pre>${good}</pre>`, { headers: ['Content-Type: text/html'] }),
  ],
  ['a good body in a page', ({ good }) => http(good, { headers: ['Content-Type: text/html'] })],
  ['a good body with a bad status', (means) => http(means.good, { status: pick(means.random, badStatuses) })],
  ['a good body with errors', ({ good }) => http(good.replace('"errors":[]', '"errors":[{"code":1}]'))],
  ['nothing', () => http('')],
  ['no body where none is allowed', () => http('', { status: 204 })],
  ['a body where none is allowed', ({ good }) => http(good, { status: 204 })],
  ['not modified', ({ good }) => http(good, { status: 304 })],
  ['a length too long', ({ good }) => http(good, { length: good.length + 9 })],
  ['a length too short', ({ good }) => http(good, { length: good.length - 9 })],
  ['a length that is none', ({ good }) => http(good, { headers: [json, 'Content-Length: x'] })],
  ['two lengths', ({ good }) => http(good, { headers: [json, 'Content-Length: 3'] })],
  ['a length and chunks', ({ good }) => http(good, { headers: [json, 'Transfer-Encoding: chunked'] })],
  [
    'bad chunks',
    () => http('zz\r\n{}\r\n0\r\n\r\n', { headers: [json, 'Transfer-Encoding: chunked'], length: null }),
  ],
  [
    'chunks without end',
    ({ good }) =>
      http(`${good.length.toString(16)}\r\n${good}\r\n`, {
        headers: [json, 'Transfer-Encoding: chunked'],
        length: null,
      }),
  ],
  ['gzip that is none', ({ good }) => http(good, { headers: [json, gzip] })],
  ['half a gzip', ({ good }) => http(gzipSync(good).subarray(0, -12), { headers: [json, gzip] })],
  ['a gzip bomb', () => http(bomb, { headers: [json, gzip] })],
  ['gzip said to be brotli', ({ good }) => http(gzipSync(good), { headers: [json, 'Content-Encoding: br'] })],
  [
    'half a brotli',
    ({ good }) => http(brotliCompressSync(good).subarray(0, -6), { headers: [json, 'Content-Encoding: br'] }),
  ],
  [
    'random compression',
    (means) =>
      http(noise(means.random), {
        headers: [json, `Content-Encoding: ${pick(means.random, ['gzip', 'deflate', 'br', 'zstd'])}`],
      }),
  ],
  [
    'an unknown encoding',
    (means) => http(noise(means.random), { headers: [json, 'Content-Encoding: aws-chunked'] }),
  ],
  ['a huge header', ({ good }) => http(good, { headers: [json, `X-Y: ${'z'.repeat(60_000)}`] })],
  [
    'many headers',
    ({ good }) => http(good, { headers: [json, ...Array.from({ length: 3000 }, (_, n) => `X-${n}: y`)] }),
  ],
  ['a header without a name', () => http('{}', { headers: [json, ': y', 'no colon'] })],
  ['a header with a zero', () => http('{}', { headers: [json, 'X-Y: a\u0000b'] })],
  ['two types', (means) => http(envelope(means), { headers: [json, 'Content-Type: text/html'] })],
  [
    'an echoed ray',
    ({ secret }) => http('{"success":false}', { status: 403, headers: [json, `CF-Ray: ${secret}`] }),
  ],
  [
    'early hints, then nothing good',
    (means) =>
      Buffer.concat([
        Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'),
        http(envelope(means), odd(means)),
      ]),
  ],
  ['a continue, and no more', () => Buffer.from('HTTP/1.1 100 Continue\r\n\r\n')],
  [
    'another protocol',
    () =>
      Buffer.from(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello',
      ),
  ],
  ['HTTP 9', () => Buffer.from('HTTP/9.9 200 OK\r\n\r\n{}')],
  ['a status that is none', () => Buffer.from('HTTP/1.1 9999 OK\r\n\r\n{}')],
  ['SSH', () => Buffer.from('SSH-2.0-OpenSSH_9.9\r\n')],
  ['noise', (means) => noise(means.random)],
  ['half a head', () => Buffer.from('HTTP/1.1 200 OK\r\nContent-Ty')],
  ['a redirect', () => http('', { status: 302, headers: ['Location: http://169.254.169.254/latest'] })],
  ['a reset', () => ({ bytes: Buffer.alloc(0), end: 'reset' })],
  [
    'a reset in the body',
    ({ good }) => ({ bytes: http(good.slice(0, 20), { length: good.length }), end: 'reset' }),
  ],
  ['silence', () => ({ bytes: Buffer.alloc(0), end: 'open', drips: true })],
  [
    'a byte now and then',
    ({ good }) => ({ bytes: http(`${' '.repeat(5000)}${good}`), end: 'open', drips: true }),
  ],
]

const bomb = gzipSync(Buffer.alloc(20_000_000))
const badStatuses: [number, ...number[]] = [301, 400, 401, 403, 404, 409, 418, 429, 500, 503, 520, 599]
const bodies: [string, ...string[]] = [
  '<html>502</html>',
  'null',
  '[]',
  '{}',
  '7',
  '"x"',
  'NaN',
  '{"success":tr',
  '{"success":true}',
  '{"success":true,"errors":null,"result":null}',
  '{"Success":true,"Result":{}}',
  '{"success":true,"success":false}',
  '\u0000',
  '['.repeat(900),
  '{"data":{"viewer":{}},"errors":null}',
]

function odd({ random }: Means): Parts {
  const statuses: [number, ...number[]] = [200, 200, 200, 201, ...badStatuses, 502, 527]
  const types: [string[], ...string[][]] = [
    [json],
    ['content-type: application/json; charset=utf-8'],
    ['CONTENT-TYPE: TEXT/HTML'],
    [],
    [json, 'Retry-After: -1'],
    [json, 'Retry-After: soon', 'Retry-After: 9999999999999'],
  ]
  return { status: pick(random, statuses), headers: pick(random, types) }
}

/** The ordinary envelope with values that nobody could have asked for. */
function envelope({ random, secret, good }: Means): string {
  const code = () =>
    pick<unknown>(random, [
      0,
      971,
      1000,
      1001,
      6003,
      6103,
      7003,
      9103,
      9109,
      10000,
      '10000',
      10001,
      10003,
      10429,
      -1,
      1e99,
      null,
      'x',
      secret,
    ])
  const error = () =>
    pick<unknown>(random, [
      null,
      'x',
      {},
      { code: code() },
      { code: code(), message: `Not ${secret}` },
      { code: code(), message: { text: 'x' }, error_chain: 'x' },
      {
        code: code(),
        message: 'Cannot use the access token from location: 203.0.113.7',
        error_chain: [{ code: code() }, 7],
      },
    ])
  const other = '5'.repeat(32)
  const result = pick<unknown>(random, [
    undefined,
    null,
    {},
    'x',
    7,
    true,
    [null],
    [[]],
    ['x', {}],
    { id: 'x' },
    { id: other, status: null },
    { status: 7 },
    { email: 'other@example.test' },
    { name: secret },
    { id: other, account: null },
    { flag: 'false' },
    { enabled: 'yes' },
    { viewer: null },
    good,
  ])
  const errors = pick<unknown>(random, [null, 'x', {}, 7, [error()], [error(), error()]])
  const success = pick<unknown>(random, ['true', null, 1, 'yes', [], {}])
  return JSON.stringify(
    pick<object>(random, [
      { success: true, errors: [], result },
      { success: true, errors: [error()], result },
      { success: false, errors: [error()], result },
      { success: false, errors, result },
      { success, errors: [], result },
      { errors: [error()], result },
      { result },
    ]),
  )
}

function chain(good: string): string {
  const depth = 3000
  return `${'{"code":1,"error_chain":['.repeat(depth)}${good}${']}'.repeat(depth)}`
}

function noise(random: Random): Buffer {
  return Buffer.from(Array.from({ length: 1 + Math.floor(random() * 600) }, () => Math.floor(random() * 256)))
}
