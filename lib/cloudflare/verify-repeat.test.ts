import 'server-only'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { northwind, northwindShop } from '#e2e/cloudflare-simulator/world.ts'
import { ask, json } from '#lib/cloudflare/client.testing.ts'
import { createCloudflareClient } from '#lib/cloudflare/client.ts'
import { concludeCredential } from '#lib/cloudflare/conclude-credential.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { failureOf } from '#lib/cloudflare/failure.ts'
import { read } from '#lib/cloudflare/reading.ts'
import { user } from '#lib/cloudflare/response.ts'
import {
  accountId,
  good,
  type Meaning,
  notHere,
  plainForm,
  startSecondUpstream,
  zoneId,
} from '#lib/cloudflare/second-upstream.testing.ts'
import { client, simulator, withSimulator } from '#lib/cloudflare/simulated.testing.ts'
import { missingPermissions, verdict } from '#lib/cloudflare/verdict.ts'
import { collectAll, named, verifySample } from '#lib/cloudflare/verify.testing.ts'
import { Secret } from '#lib/secret.ts'

withSimulator()

test('what an accepted credential is refused is asked once more; who it is, only for a fresh one', async () => {
  const asked = (path: string) => simulator.calls().filter((call) => call.path.endsWith(path)).length
  for (const fresh of [true, false]) {
    simulator.reset()
    expect(verdict((await verifySample(client, named('refused once at audit log'), { fresh })).checks)).toBe(
      'connected',
    )
    expect([asked('/logs/audit'), asked('/audit_logs')]).toEqual([2, 0])
    simulator.reset()
    expect(verdict((await verifySample(client, named('no Account Settings'), { fresh })).checks)).toBe(
      'needs_attention',
    )
    expect([asked('/logs/audit'), asked('/audit_logs')]).toEqual([2, 1])
    simulator.reset()
    expect(verdict((await verifySample(client, named('refused once at verify'), { fresh })).checks)).toBe(
      'connected',
    )
    expect(asked('/user/tokens/verify')).toBe(fresh ? 2 : 1)
  }
})

test('a key that is refused is never blamed on a token', async () => {
  for (const [status, error] of [
    [400, { code: 6003, message: 'Invalid request headers' }],
    [400, { code: 9106, message: 'Authentication failed' }],
    [403, { code: 10000, message: 'Authentication error' }],
    [401, { code: 1000, message: 'Invalid API Token' }],
  ] as const) {
    const { reply } = await ask(json(status, { success: false, errors: [error] }))
    const reading = read(reply, user)
    const identity = { kind: 'global_key', reading } as const
    const key: Credential = {
      kind: 'global_key',
      email: 'mara@example.test',
      key: new Secret('fade'.repeat(10)),
    }
    const check = await concludeCredential(key, identity, async () => [], northwind.id)
    expect(check.result).toBe('failed')
    const { blame, alsoBlame } = failureOf(check.failure ?? 'bad_answer')
    expect([blame, alsoBlame]).toEqual(['key', 'email'])
  }
})

test('a header that cannot be made of one part of a key is blamed on that part', async () => {
  const target = { accountId: northwind.id, zoneIds: [northwindShop.id] }
  const failureWith = async (email: string, key: string) => {
    const { checks } = await collectAll(
      client,
      { kind: 'global_key', email, key: new Secret(key) },
      target,
      {},
    )
    return checks.find(({ name }) => name === 'credential_accepted')?.failure
  }
  expect(await failureWith('mära@example.test', 'fade'.repeat(10))).toBe('email_malformed')
  expect(await failureWith('mara@example.test', 'fàde'.repeat(10))).toBe('key_malformed')
  expect(await failureWith('mära@example.test', 'fàde'.repeat(10))).toBe('key_and_email_malformed')
})

/** What Cloudflare does now and then to a good credential, and not again a second later. */
const hiccups: [string, Meaning][] = [
  ['403 with 10000', { refused: 403, code: 10000, message: 'Authentication error' }],
  ['401 with 10000', { refused: 401, code: 10000, message: 'Unauthorized' }],
  ['403 with 10001', { refused: 403, code: 10001, message: 'Unable to authenticate request' }],
  ['an internal error', { refused: 403, code: 10001, message: 'internal error' }],
  ['a rate limit', { refused: 429, code: 971, message: 'Please wait' }],
  ['a 502', { page: 502 }],
  ['a challenge page', { page: 403 }],
  ['a reset', 'reset'],
]

test('one hiccup, at whatever call, never makes a good credential look bad', {
  timeout: 120_000,
}, async () => {
  const credential: Credential = { kind: 'api_token', token: new Secret('DEMO-hiccup_'.padEnd(40, 'z')) }
  const seen = await verdictWith(credential, new Map(), true)
  expect(seen.verdict).toBe('connected')
  const paths = [...new Set(seen.paths)]
  expect(paths.length).toBeGreaterThanOrEqual(19)
  let connected = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.constantFrom(...hiccups),
      fc.boolean(),
      async (path, [, hiccup], fresh) => {
        const found = await verdictWith(credential, new Map([[path, hiccup]]), fresh)
        expect(['connected', 'unconfirmed']).toContain(found.verdict)
        expect(found.missing).toEqual([])
        connected += found.verdict === 'connected' ? 1 : 0
      },
    ),
    { numRuns: 120 },
  )
  // Most are not even in doubt.
  expect(connected).toBeGreaterThan(60)
})

async function verdictWith(credential: Credential, hiccups: Map<string, Meaning>, fresh: boolean) {
  const upstream = await startSecondUpstream(plainForm, (path) => {
    const hiccup = hiccups.get(path)
    hiccups.delete(path)
    return hiccup ?? good.find(([pattern]) => pattern.test(path))?.[1] ?? notHere
  })
  const other = createCloudflareClient({ baseUrl: upstream.url })
  const { checks } = await collectAll(other, credential, { accountId, zoneIds: [zoneId] }, { fresh })
  await other.close()
  await upstream.close()
  return { verdict: verdict(checks), missing: missingPermissions(checks), paths: upstream.paths }
}
