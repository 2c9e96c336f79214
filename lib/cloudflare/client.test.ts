import 'server-only'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ask, type Handler, id, json, open, raw, secret, token } from '#lib/cloudflare/client.testing.ts'
import { createCloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { Secret } from '#lib/secret.ts'

const key: Credential = { kind: 'global_key', email: 'mara@northwind-bikes.example', key: new Secret(secret) }

test('a success is handed over with its evidence', async () => {
  const { reply, requests } = await ask(
    json(200, { success: true, result: { id }, result_info: { count: '4', cursor: '' } }),
  )
  expect(reply).toMatchObject({
    outcome: 'ok',
    result: { id },
    resultInfo: { count: 4, cursor: null },
    evidence: { endpoint: `GET /zones/${id}`, status: 200, cfRay: '8e9b1c60ef9e1c9a-SIM', errors: [] },
  })
  expect(requests.map((request) => request.url)).toEqual([`/zones/${id}?limit=5`])
})

test.each([
  ['a token', token, { authorization: `Bearer ${secret}` }],
  ['a key', key, { 'x-auth-email': 'mara@northwind-bikes.example', 'x-auth-key': secret }],
] as const)('%s travels in its own headers and no others', async (_, credential, expected) => {
  const { requests } = await ask(json(200, { success: true }), { credential })
  const sent = Object.entries(requests[0]?.headers ?? {}).filter(([name]) =>
    /^(authorization|x-auth|cookie)/.test(name),
  )
  expect(Object.fromEntries(sent)).toEqual(expected)
  expect(requests[0]?.headers['user-agent']).toBe('AQUILA-Cloudflare-Portal')
})

const deepChain = {
  success: false,
  errors: [{ code: 6003, message: 'x', error_chain: [{ code: 1, error_chain: [{ code: 6111 }] }] }],
}
test.each([
  [
    'an ordinary refusal',
    403,
    { success: false, errors: [{ code: 10000, message: 'Authentication error' }] },
    [10000],
  ],
  [
    'a chain',
    400,
    { success: false, errors: [{ code: 6003, message: 'x', error_chain: [{ code: 6111, message: 'y' }] }] },
    [6003, 6111],
  ],
  ['code 0', 403, { success: false, errors: [{ code: 0, message: 'Actor' }], messages: null }, [0]],
  ['no code', 403, { success: false, errors: [{ message: 'Forbidden' }], result: null }, [null]],
  ['an odd error', 401, { success: false, errors: ['Forbidden'] }, [null]],
  ['a code in a text', 403, { success: false, errors: [{ code: '10000', message: 'x' }] }, [10000]],
  ['no success', 403, { errors: [{ code: 9109, message: 'x' }] }, [9109]],
  ['a chain in a chain', 400, deepChain, [6003, 1, 6111]],
  ['a refusal in a 200', 200, { success: false, errors: [{ code: 9109, message: 'x' }] }, [9109]],
] as const)('%s is refused', async (_, status, body, codes) => {
  const { reply } = await ask(json(status, body))
  expect(reply).toMatchObject({ outcome: 'refused', status })
  expect(reply.evidence.errors.map(({ code }) => code)).toEqual(codes)
})

const rateLimit = { success: false, errors: [{ code: 971, message: 'Please wait' }] }
test.each<[string, string, Handler]>([
  ['an HTML page', 'html_page', raw(200, '<html>', 'text/html')],
  ['a challenge page', 'html_page', raw(403, '<html>', 'text/html')],
  ['truncated JSON', 'cut_off', raw(200, '{"success":tr', 'application/json')],
  ['an empty 200', 'not_json', raw(200, '', 'application/json')],
  ['JSON of another shape', 'bad_answer', json(200, ['hello'])],
  ['an answer without success', 'bad_answer', json(200, { result: {}, errors: [] })],
  ['success that is no boolean', 'bad_answer', json(200, { success: 'true', result: {} })],
  ['success with errors', 'bad_answer', json(200, { success: true, errors: [{ code: 1 }], result: {} })],
  ['success with a 403', 'bad_answer', json(403, { success: true, result: {} })],
  ['a refusal without errors', 'unexplained_refusal', json(200, { success: false, errors: [] })],
  ['a 403 without errors', 'unexplained_refusal', json(403, { success: false })],
  [
    'a 200 refusal with an unknown code',
    'unexplained_refusal',
    json(200, { success: false, errors: [{ code: 4711 }] }),
  ],
  ['a 500', 'server_error', json(500, { success: false, errors: [{ code: 10013, message: 'internal' }] })],
  ['a 520 page', 'edge_error', raw(520, '<html>', 'text/html')],
  ['a 429', 'rate_limited', json(429, rateLimit)],
  ['a 429 page', 'rate_limited', raw(429, 'slow down', 'text/plain')],
  ['971 in a 200', 'rate_limited', json(200, rateLimit)],
  ['a redirect', 'redirect', raw(302, '', 'text/html', { location: 'http://127.0.0.1:9/elsewhere' })],
  ['a not modified', 'redirect', raw(304, '', 'application/json')],
  ['a long answer', 'too_large', raw(200, ' '.repeat(20_000), 'application/json')],
  [
    'a gzip bomb',
    'too_large',
    raw(200, gzipSync(Buffer.alloc(30_000_000)), 'application/json', { 'content-encoding': 'gzip' }),
  ],
  ['broken gzip', 'not_json', raw(200, 'not gzip', 'application/json', { 'content-encoding': 'gzip' })],
  ['broken brotli', 'not_json', raw(200, 'no', 'application/json', { 'content-encoding': 'br' })],
  ['broken zstd', 'not_json', raw(200, 'no', 'application/json', { 'content-encoding': 'zstd' })],
  ['a header without end', 'too_large', raw(200, '{}', 'text/plain', { 'x-y': 'z'.repeat(40_000) })],
  ['a reset', 'reset', (request) => request.socket.resetAndDestroy()],
  [
    'a reset in the middle',
    'reset',
    (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"success"')
      setTimeout(() => request.socket.destroy(), 20)
    },
  ],
  ['bytes that are not HTTP', 'not_json', (request) => request.socket.end('SSH-2.0-OpenSSH_9.9\r\n')],
  ['no answer', 'timeout', () => undefined],
  [
    'a byte now and then',
    'timeout',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    },
  ],
])('%s is unclear', async (_, reason, handler) => {
  const { reply, requests } = await ask(handler)
  expect(reply).toMatchObject({ outcome: 'unclear', reason })
  // No retry, and nothing is sent on to where a redirect points.
  expect(requests).toHaveLength(1)
})

test.each<[string, number, unknown, Record<string, unknown>]>([
  ['data', 200, { data: { viewer: {} }, errors: null }, { outcome: 'ok', result: { viewer: {} } }],
  [
    'a refusal inside a 200',
    200,
    { data: null, errors: [{ message: 'no permission', extensions: { code: 'authz' } }] },
    { outcome: 'refused', errors: [{ code: 'authz', message: 'no permission', chained: false }] },
  ],
  [
    'an empty budget',
    200,
    { errors: [{ message: 'rate limiter budget depleted, try again after 5 minutes' }] },
    { outcome: 'unclear', reason: 'rate_limited' },
  ],
  [
    'the ordinary envelope',
    403,
    { success: false, errors: [{ code: 10000, message: 'Authentication error' }] },
    { outcome: 'refused', errors: [{ code: 10000 }] },
  ],
  ['another shape', 200, ['hello'], { outcome: 'unclear', reason: 'bad_answer' }],
  ['nothing', 200, {}, { outcome: 'unclear', reason: 'bad_answer' }],
  [
    'an echo in a code',
    200,
    { errors: [{ message: 'x', extensions: { code: secret } }] },
    { outcome: 'unclear', reason: 'unexplained_refusal' },
  ],
])('GraphQL is asked by POST and answers with %s', async (_, status, body, expected) => {
  const { calls, requests } = await ask(json(status, body))
  const reply = await calls.graphql('query($z:String!){viewer{x}}', { z: id })
  expect(reply).toMatchObject({ ...expected, evidence: { endpoint: 'POST /graphql', status } })
  expect([requests[1]?.method, requests[1]?.url]).toEqual(['POST', '/graphql'])
  expect(JSON.stringify(reply)).not.toContain(secret)
})

test('every call waits for its turn, under a name that is not the credential', async () => {
  const names: string[] = []
  const limiter = { turn: async (name: string) => void names.push(name) }
  await ask(json(200, { success: true }), { limiter })
  expect(names).toHaveLength(1)
  expect(names[0]).not.toContain(secret.slice(0, 12))
})

test('a call whose deadline has passed is a timeout, on its way or still in line', async () => {
  const { calls, reply } = await ask(() => undefined, { deadline: AbortSignal.timeout(40) })
  expect(reply).toMatchObject({ outcome: 'unclear', reason: 'timeout' })
  expect(reply.evidence.durationMs).toBeLessThan(200)
  expect(await calls.get('/user', {})).toMatchObject({ outcome: 'unclear', reason: 'timeout' })
})

test('nobody listening is unclear', async () => {
  const client = createCloudflareClient({ baseUrl: 'http://127.0.0.1:1' })
  open.push(() => client.close())
  expect(await client.as(token).get('/user', {})).toMatchObject({
    outcome: 'unclear',
    reason: 'connect_failed',
  })
})

test.each([
  ['30', 30],
  ['30, 30', 30],
  ['29.5', 30],
  ['999999', 3600],
  ['-5', 0],
  ['soon', null],
  [new Date(Date.now() + 60_000).toUTCString(), 60],
])('Retry-After %s is %s seconds', async (header, seconds) => {
  const { reply } = await ask(raw(429, '', 'text/plain', { 'retry-after': header }))
  if (reply.outcome !== 'unclear') throw new Error('expected an unclear reply')
  if (seconds === null || header === '-5') expect([null, 0]).toContain(reply.retryAfterSeconds)
  else expect(Math.abs((reply.retryAfterSeconds ?? 0) - seconds)).toBeLessThanOrEqual(10)
})

test.each([
  ['as it is', secret],
  ['in the middle of words', `abc${secret}def`],
  ['with a zero-width space in it', `${secret.slice(0, 9)}\u200b${secret.slice(9)}`],
  ['across the cap', `${'z'.repeat(280)}${secret}`],
])('an echoed credential is taken out: %s', async (_, echo) => {
  const body = { success: false, errors: [{ code: 10000, message: `Not ${echo}` }], result: echo }
  const { reply } = await ask(json(403, body, { 'cf-ray': secret }))
  const message = reply.evidence.errors[0]?.message ?? ''
  expect(message.replace(/\s/g, '')).not.toContain(secret.slice(0, 20))
  expect(reply.evidence.cfRay).toBeNull()
})

test.each([
  ['8e9b1c60ef9e1c9a-FRA', '8e9b1c60ef9e1c9a-FRA'],
  ['8E9B1C60EF9E1C9A-fra', '8E9B1C60EF9E1C9A-fra'],
  ['8e9b1c60ef9e1c9a', '8e9b1c60ef9e1c9a'],
  ['<script>', null],
  ['DEMO-canary', null],
])('a ray id is kept when it looks like one: %s', async (header, kept) => {
  const { reply } = await ask(json(200, { success: true }, { 'cf-ray': header }))
  expect(reply.evidence.cfRay).toBe(kept)
})

test('a ray id that is a piece of the key is none', async () => {
  const hex = '0123456789abcdef'.repeat(2).slice(0, 37).padEnd(37, '7')
  const credential: Credential = { ...key, key: new Secret(hex) }
  const { reply } = await ask(json(200, { success: true }, { 'cf-ray': hex.slice(0, 16) }), { credential })
  expect(reply.evidence.cfRay).toBeNull()
})

test('an echo in a result is taken out as well', async () => {
  const { reply } = await ask(json(200, { success: true, result: { name: `for ${secret}` } }))
  expect(JSON.stringify(reply)).not.toContain(secret)
})

test('a message is one line of limited length', async () => {
  const message = `\u202Ea\u0000b\nc${'d'.repeat(5000)}`
  const { reply } = await ask(json(403, { success: false, errors: [{ code: 1, message }] }))
  const shown = reply.evidence.errors[0]?.message ?? ''
  expect(shown.startsWith('a b cd')).toBe(true)
  expect(shown.length).toBeLessThanOrEqual(300)
})

test.each(['', 'x', id.toUpperCase(), `${id}\n`, `../${id}`, '..', `${id}?a=b`, `${id}/x`, '%2e%2e', secret])(
  'an id that is none never becomes a path: %j',
  async (bad) => {
    const { requests, calls } = await ask(json(200, { success: true }))
    const wrong = calls.get('/zones/{zone_id}', { zone_id: bad })
    await expect(wrong).rejects.toThrow('Not an id for zone_id')
    await expect(wrong).rejects.not.toThrow(secret)
    expect(requests).toHaveLength(1)
  },
)

test.each(['', 'a b', 'tökén', 'x\r\nX-Evil: 1', 'x'.repeat(5000)])(
  'no header is made of %j',
  async (text) => {
    const credential: Credential = { kind: 'api_token', token: new Secret(text) }
    await expect(ask(json(200, { success: true }), { credential })).rejects.toThrow('cannot be a header')
  },
)

test('a call ends when the signal says so', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(new Error('stopped')), 20)
  await expect(ask(() => undefined, { signal: stop.signal })).rejects.toThrow('stopped')
})

test.each([
  ['in escapes', `"${[...secret].map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`).join('')}"`],
  ['cut', JSON.stringify(secret.slice(3, 24))],
  ['backwards', JSON.stringify([...secret].reverse().join(''))],
])('a success that hides the credential %s is not believed', async (_, name) => {
  const { reply } = await ask(raw(200, `{"success":true,"result":{"name":${name}}}`, 'application/json'))
  expect(reply).toMatchObject({ outcome: 'unclear', reason: 'bad_answer' })
  expect(JSON.stringify(reply)).not.toContain(secret.slice(3, 24))
})
