import 'server-only'
import { expect, test } from 'vitest'
import { type Answer, http, type Random, seeded, startUpstream } from '#lib/cloudflare/chaos.testing.ts'
import { broken } from '#lib/cloudflare/chaos-ways.testing.ts'
import { type Check, checkNames } from '#lib/cloudflare/check.ts'
import { createCloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { explain } from '#lib/cloudflare/explain.ts'
import { verdict } from '#lib/cloudflare/verdict.ts'
import { collectAll } from '#lib/cloudflare/verify.testing.ts'
import { Secret } from '#lib/secret.ts'

const accountId = 'ab'.repeat(16)
const zoneId = 'cd'.repeat(16)
const secret = 'DEMO-canary-'.padEnd(40, 'x')
const token: Credential = { kind: 'api_token', token: new Secret(secret) }
const key: Credential = { kind: 'global_key', email: 'mara@northwind-bikes.example', key: new Secret(secret) }

test('1,000 broken upstreams: never a throw, never a false pass, never the credential in what is shown', async () => {
  const random = seeded(7)
  const ways = new Map<string, number>()
  const verdicts = new Map<string, number>()
  let [longest, exceptions, falsePasses, done] = [0, 0, 0, 0]
  const one = async (turn: number) => {
    const started = performance.now()
    const credential = turn % 3 === 0 ? key : token
    const checks = await verifyAgainst(
      (url) => count(ways, breaking(random, url)),
      credential,
      turn % 2 === 0,
    ).catch((error: unknown) => {
      exceptions += 1
      throw error
    })
    longest = Math.max(longest, performance.now() - started)
    falsePasses += expectNothingProven(checks)
    verdicts.set(verdict(checks), (verdicts.get(verdict(checks)) ?? 0) + 1)
    done += 1
  }
  // A dozen at a time: with more of them a busy machine would only be seen to run out of time.
  const turns = Array.from({ length: 1000 }, (_, turn) => turn).values()
  const work = async () => {
    for (const turn of turns) await one(turn)
  }
  await Promise.all(Array.from({ length: 12 }, work))
  const answers = [...ways.values()].reduce((sum, each) => sum + each, 0)
  const told = [...verdicts].map(([name, times]) => `${times} ${name}`).join(', ')
  process.stdout.write(
    `${done} upstreams, ${answers} answers broken in ${ways.size} ways: ${falsePasses} false passed, ` +
      `${exceptions} exceptions, longest ${(longest / 1000).toFixed(1)} s; ${told}\n`,
  )
  expect([done, falsePasses, exceptions]).toEqual([1000, 0, 0])
  expect(longest).toBeLessThan(10_000)
  expect(ways.size).toBeGreaterThan(50)
  expect(answers).toBeGreaterThan(2500)
}, 240_000)

/** That something of Cloudflare's answered is all that a broken answer can show. */
function expectNothingProven(checks: Check[]): number {
  const passed = checks.filter(({ name, result }) => name !== 'reached_cloudflare' && result === 'passed')
  expect(passed).toEqual([])
  expect(['needs_attention', 'unconfirmed']).toContain(verdict(checks))
  expect(new Set(checks.map(({ name }) => name))).toEqual(new Set(checkNames))
  for (const check of checks) expect(check.failure === null).toBe(check.result === 'passed')
  expect(JSON.stringify(checks.map((check) => [check, explain(check)]))).not.toContain(secret)
  return passed.length
}

test('a good upstream whose answers break now and then: what was broken never passes', async () => {
  const random = seeded(11)
  const verdicts = new Set<string>()
  let passes = 0
  for (let turn = 0; turn < 100; turn += 1) {
    const broke = new Map<string, Answer>()
    const checks = await verifyAgainst((url) => {
      // Two questions go to /graphql, and which of them broke would not be known.
      const path = url.replace(/\?.*/, '')
      // A question that is asked once more is judged by its second answer.
      broke.delete(path)
      if (random() < 0.9 || url === '/graphql') return good(url)
      const answer = breaking(random, url)
      broke.set(path, answer)
      return answer
    })
    for (const { result, evidence, name, subject } of checks) {
      if (result !== 'passed' || name === 'reached_cloudflare') continue
      passes += 1
      // A refusal can break into the one that says "allowed, and nothing is set up".
      if (evidence?.errors.some(({ code }) => code === 10003) && subject.endsWith('waf')) continue
      const answer = broke.get(evidence?.endpoint.replace(/^[A-Z]+ /, '') ?? '')
      expect(
        answer?.bytes.toString('latin1').slice(0, 900),
        `${name} ${subject}: ${answer?.how}`,
      ).toBeUndefined()
    }
    verdicts.add(verdict(checks))
  }
  expect(passes).toBeGreaterThan(500)
  expect([...verdicts]).toContain('connected')
}, 120_000)

test.each([
  ['token_not_active', { status: 'paused' }],
  ['token_expired', { status: 'active', expires_on: '2020-01-01T00:00:00Z' }],
  ['token_not_yet_valid', { status: 'active', not_before: '2999-01-01T00:00:00Z' }],
])('a success at verify is not enough: %s', async (code, result) => {
  const checks = await verifyAgainst((url) => (url.includes('/verify') ? success(result) : good(url)))
  expect(checks.find(({ name }) => name === 'status_and_expiry')?.failure).toBe(code)
  expect(verdict(checks)).toBe('needs_attention')
})

test('an upstream that answers with another account or zone than asked for is not believed', async () => {
  const other = { id: 'ef'.repeat(16), name: 'x', account: { id: accountId, name: 'x' } }
  const zone = await verifyAgainst((url) => (url.includes('/zones/') ? success(other) : good(url)))
  expect(zone.find(({ name }) => name === 'zone')).toMatchObject({
    result: 'could_not_tell',
    failure: 'bad_answer',
  })
  const account = await verifyAgainst((url) => (/accounts\/[^/]+$/.test(url) ? success(other) : refused))
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

function bodyOf(url: string): string {
  const path = url.replace(/\?.*/, '')
  if (path === '/graphql') return JSON.stringify({ data: { viewer: { zones: [{}] } }, errors: null })
  const thing = { id: accountId, name: 'x' }
  const known: [RegExp, unknown][] = [
    [/\/tokens\/verify$/, { id: accountId, status: 'active' }],
    [/\/user$/, { email: 'mara@northwind-bikes.example' }],
    [/\/entrypoint$/, { ...thing, kind: 'zone', phase: 'http_request_firewall_custom', rules: [] }],
    [/tcp_protection_status$/, { enabled: true }],
    [/security_level$/, { id: 'security_level', value: 'high' }],
    [/flag$/, { flag: true }],
    [/fields$/, { ClientIP: 'string' }],
    [/^\/zones$/, [thing]],
    [/^\/zones\/[^/]+$/, { id: zoneId, name: 'x', account: thing, plan: { legacy_id: 'enterprise' } }],
    [/^\/accounts\/[^/]+$/, thing],
  ]
  return envelope(known.find(([pattern]) => pattern.test(path))?.[1] ?? [])
}

const envelope = (result: unknown) => JSON.stringify({ success: true, errors: [], messages: [], result })
const whole = (body: string, status = 200): Answer => ({
  how: 'good',
  bytes: http(body, { status }),
  end: 'end',
})
const good = (url: string) => whole(bodyOf(url))
const success = (result: unknown) => whole(envelope(result))
const breaking = (random: Random, url: string) => broken(random, secret, bodyOf(url))
const refused = whole('{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}', 403)

function count(ways: Map<string, number>, answer: Answer): Answer {
  ways.set(answer.how, (ways.get(answer.how) ?? 0) + 1)
  return answer
}

async function verifyAgainst(
  answer: (url: string) => Answer,
  credential: Credential = token,
  fresh = false,
): Promise<Check[]> {
  const upstream = await startUpstream(answer)
  const client = createCloudflareClient({ baseUrl: upstream.url, totalTimeoutMs: 500 })
  try {
    return (await collectAll(client, credential, { accountId, zoneIds: [zoneId] }, { fresh })).checks
  } finally {
    await client.close()
    upstream.close()
  }
}
