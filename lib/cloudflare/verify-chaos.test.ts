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

test('300 broken upstreams: never a throw, never connected, never the credential in what is shown', async () => {
  const random = seeded(7)
  const results = []
  for (let batch = 0; batch < 15; batch += 1) {
    results.push(
      ...(await Promise.all(
        Array.from({ length: 20 }, (_, turn) =>
          verifyAgainst(() => broken(random), turn % 3 === 0 ? key : token, turn % 2 === 0),
        ),
      )),
    )
  }
  expect(results).toHaveLength(300)
  for (const checks of results) {
    expect(verdict(checks)).not.toBe('connected')
    expect(new Set(checks.map(({ name }) => name))).toEqual(new Set(checkNames))
    for (const check of checks) expect(check.failure === null).toBe(check.result === 'passed')
    expect(JSON.stringify(checks.map(explain))).not.toContain(secret)
  }
})

test('a good upstream whose answers break now and then is never connected by a broken one', async () => {
  const random = seeded(11)
  let connected = 0
  for (let turn = 0; turn < 60; turn += 1) {
    let broke = 0
    const checks = await verifyAgainst((url) => {
      if (random() < 0.8) return good(url)
      broke += 1
      return broken(random)
    })
    if (verdict(checks) !== 'connected') continue
    connected += 1
    // Version 1 of the audit log, or a zone of the account, may stand in; nothing else.
    expect(broke).toBeLessThanOrEqual(2)
    expect(checks.every(({ result }) => result === 'passed')).toBe(true)
  }
  expect(connected).toBeGreaterThan(0)
})

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
  const result = url.includes('/tokens/verify')
    ? { id: accountId, status: 'active' }
    : url.includes('/user')
      ? { email: 'mara@northwind-bikes.example' }
      : url.includes('audit')
        ? []
        : {
            id: url.includes('/zones/') ? zoneId : accountId,
            name: 'x',
            account: { id: accountId, name: 'x' },
          }
  return success(result)
}

function success(result: unknown): Answer {
  const body = JSON.stringify({ success: true, errors: [], messages: [], result })
  return { status: 200, type: 'application/json', body, cut: false }
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
    [],
    {},
    'x',
    7,
    [null],
    { id: 'x' },
    { id: zoneId },
    { status: 'paused' },
    { status: 7 },
    { email: 'other@example.test' },
    { id: accountId, name: secret },
    { id: zoneId, account: null },
    { status: 'active', expires_on: 'soon' },
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
