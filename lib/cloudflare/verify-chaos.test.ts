import 'server-only'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { type Check, checkNames } from '#lib/cloudflare/check.ts'
import { createCloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { explain } from '#lib/cloudflare/explain.ts'
import { verdict } from '#lib/cloudflare/verdict.ts'
import { verifyCredential } from '#lib/cloudflare/verify.ts'
import { Secret } from '#lib/secret.ts'

const accountId = 'ab'.repeat(16)
const zoneId = 'cd'.repeat(16)
const secret = 'DEMO-canary-'.padEnd(40, 'x')
const token: Credential = { kind: 'api_token', token: new Secret(secret) }
const key: Credential = { kind: 'global_key', email: 'mara@northwind-bikes.example', key: new Secret(secret) }

test('1,000 broken upstreams: never a throw, never a false pass, never the credential in what is shown', async () => {
  const random = seeded(7)
  const results = []
  let longest = 0
  for (let batch = 0; batch < 50; batch += 1) {
    results.push(
      ...(await Promise.all(
        Array.from({ length: 20 }, async (_, turn) => {
          const started = performance.now()
          const checks = await verifyAgainst(
            () => broken(random),
            turn % 3 === 0 ? key : token,
            turn % 2 === 0,
          )
          longest = Math.max(longest, performance.now() - started)
          return checks
        }),
      )),
    )
  }
  expect(results).toHaveLength(1000)
  expect(longest).toBeLessThan(10_000)
  for (const checks of results) {
    // That something of Cloudflare's answered is all that a broken answer can show.
    const passed = checks.filter(({ name, result }) => name !== 'reached_cloudflare' && result === 'passed')
    expect(passed).toEqual([])
    expect(['needs_attention', 'unconfirmed']).toContain(verdict(checks))
    expect(new Set(checks.map(({ name }) => name))).toEqual(new Set(checkNames))
    for (const check of checks) expect(check.failure === null).toBe(check.result === 'passed')
    expect(JSON.stringify(checks.map(explain))).not.toContain(secret)
  }
}, 120_000)

test('a good upstream whose answers break now and then: what was broken never passes', async () => {
  const random = seeded(11)
  const verdicts = new Set<string>()
  let passes = 0
  for (let turn = 0; turn < 100; turn += 1) {
    const broke = new Set<string>()
    const checks = await verifyAgainst((url) => {
      // Two questions go to /graphql, and which of them broke would not be known.
      if (random() < 0.9 || url === '/graphql') return good(url)
      broke.add(url.replace(/\?.*/, ''))
      return broken(random)
    })
    for (const { result, evidence, name } of checks) {
      if (result !== 'passed' || name === 'reached_cloudflare') continue
      passes += 1
      expect(broke).not.toContain(evidence?.endpoint.replace(/^[A-Z]+ /, ''))
    }
    verdicts.add(verdict(checks))
  }
  expect(passes).toBeGreaterThan(500)
  expect([...verdicts]).toContain('connected')
}, 60_000)

test.each([
  ['token_not_active', { status: 'paused' }],
  ['token_expired', { status: 'active', expires_on: '2020-01-01T00:00:00Z' }],
  ['token_not_yet_valid', { status: 'active', not_before: '2999-01-01T00:00:00Z' }],
])('a success at verify is not enough: %s', async (code, result) => {
  const checks = await verifyAgainst((url) => (url.includes('/verify') ? success(result) : good(url)), token)
  expect(checks.find(({ name }) => name === 'status_and_expiry')?.failure).toBe(code)
  expect(verdict(checks)).toBe('needs_attention')
})

test('an upstream that answers with another account or zone than asked for is not believed', async () => {
  const other = { id: 'ef'.repeat(16), name: 'x', account: { id: accountId, name: 'x' } }
  const zone = await verifyAgainst((url) => (url.includes('/zones/') ? success(other) : good(url)), token)
  expect(zone.find(({ name }) => name === 'zone')).toMatchObject({
    result: 'could_not_tell',
    failure: 'bad_answer',
  })
  const account = await verifyAgainst(
    (url) => (/accounts\/[^/]+$/.test(url) ? success(other) : refused),
    token,
  )
  expect(account.find(({ name }) => name === 'account')?.result).toBe('could_not_tell')
})

test('a credential refused everywhere is asked about once more in all, not once more for each call', async () => {
  const asked: string[] = []
  const refuse = (url: string) => {
    asked.push(url)
    return refused
  }
  await verifyAgainst(refuse, token, true)
  // Both verify endpoints, account, zone, both audit logs, and one repetition.
  expect(asked).toHaveLength(7)
})

interface Answer {
  status: number
  type: string
  body: string
  cut: boolean
}

function good(url: string): Answer {
  const path = url.replace(/\?.*/, '')
  if (path === '/graphql') return json({ data: { viewer: { zones: [{}] } }, errors: null })
  const thing = { id: accountId, name: 'x' }
  const known: [RegExp, unknown][] = [
    [/\/tokens\/verify$/, { id: accountId, status: 'active' }],
    [/\/user$/, { email: 'mara@northwind-bikes.example' }],
    [/\/entrypoint$/, thing],
    [/tcp_protection_status$/, { enabled: true }],
    [/security_level$/, { id: 'security_level', value: 'high' }],
    [/flag$/, { flag: true }],
    [/fields$/, { ClientIP: 'string' }],
    [/^\/zones$/, [thing]],
    [/^\/zones\/[^/]+$/, { id: zoneId, name: 'x', account: thing, plan: { legacy_id: 'enterprise' } }],
    [/^\/accounts\/[^/]+$/, thing],
  ]
  return success(known.find(([pattern]) => pattern.test(path))?.[1] ?? [])
}

function success(result: unknown): Answer {
  return json({ success: true, errors: [], messages: [], result })
}

function json(body: unknown): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(body), cut: false }
}

const refused: Answer = {
  status: 403,
  type: 'application/json',
  body: '{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}',
  cut: false,
}

function broken(random: () => number): Answer {
  const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0]
  const code = () =>
    pick([0, 971, 1000, 1001, 6003, 6103, 7003, 9103, 9109, 10000, 10001, 10429, -1, null, 'x', secret])
  const error = () =>
    pick<unknown>([
      null,
      'x',
      {},
      { code: code() },
      { code: code(), message: `Not ${secret}` },
      {
        code: code(),
        message: 'Cannot use the access token from location: 203.0.113.7',
        error_chain: [{ code: code() }, 7],
      },
    ])
  const result = pick<unknown>([
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
    { id: zoneId },
    { status: 7 },
    { email: 'other@example.test' },
    { name: secret },
    { id: zoneId, account: null },
    { flag: 'false' },
    { enabled: 'yes' },
    { viewer: null },
  ])
  const body = pick([
    () =>
      JSON.stringify({
        success: pick<unknown>([true, false, 'true', null, 1]),
        errors: pick<unknown>([[], null, 'x', [error()], [error(), error()]]),
        result,
      }),
    () => JSON.stringify({ success: false, errors: [error()], result }),
    () =>
      pick([
        '',
        '<html>502</html>',
        'null',
        '[]',
        '{}',
        '{"success":tr',
        '\u0000',
        `"${secret}"`,
        '['.repeat(900),
      ]),
  ])()
  const type = pick(['application/json', 'application/json; charset=utf-8', 'text/html', ''])
  return {
    status: pick([200, 200, 200, 201, 301, 400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503, 520, 527]),
    type,
    body,
    cut: random() < 0.1,
  }
}

async function verifyAgainst(
  answer: (url: string) => Answer,
  credential: Credential = token,
  fresh = false,
): Promise<Check[]> {
  const server = createServer((request, response) => {
    const { status, type, body, cut } = answer(request.url ?? '')
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body) + (cut ? 5 : 0),
    })
    response.write(body)
    if (cut) setTimeout(() => request.socket.destroy(), 5)
    else response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const client = createCloudflareClient({ baseUrl: `http://127.0.0.1:${port}`, totalTimeoutMs: 500 })
  const checks: Check[] = []
  const options = { fresh, pause: () => Promise.resolve() }
  for await (const event of verifyCredential(client, credential, { accountId, zoneIds: [zoneId] }, options)) {
    if (event.type === 'check') checks.push(event.check)
  }
  await client.close()
  server.closeAllConnections()
  server.close()
  return checks
}

/** The same sequence on every run, so that a failure can be seen again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
