import 'server-only'
import { expect, test } from 'vitest'
import type { Check } from '#lib/cloudflare/check.ts'
import type { CloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { explain } from '#lib/cloudflare/explain.ts'
import { type FailureCode, failureOf } from '#lib/cloudflare/failure.ts'
import { interpret, type Reply } from '#lib/cloudflare/reply.ts'
import { verdict } from '#lib/cloudflare/verdict.ts'
import { verifyCredential } from '#lib/cloudflare/verify.ts'
import { Secret } from '#lib/secret.ts'

const accountId = 'ab'.repeat(16)
const zoneId = 'cd'.repeat(16)
const email = 'mara@northwind-bikes.example'
const token: Credential = { kind: 'api_token', token: new Secret('DEMO-refused-'.padEnd(40, 'x')) }
const key: Credential = { kind: 'global_key', email, key: new Secret('deadbeef'.repeat(5).slice(0, 37)) }

test('an API that is switched off for the account is nobody’s fault: could not tell, with Cloudflare’s sentence', async () => {
  const off = refusal(403, 12345, 'API access is disabled for this account')
  const checks = await verify(key, (path) => (path === '/user' ? good(path) : off))
  const account = checks.find(({ name }) => name === 'account')
  expect(account).toMatchObject({ result: 'could_not_tell', failure: 'unexplained_refusal' })
  expect(account && explain(account).cloudflareSays).toEqual(['API access is disabled for this account'])
  expect(checks.filter(({ result }) => result === 'failed')).toEqual([])
  expect(verdict(checks)).toBe('unconfirmed')
})

test('where an endpoint takes no account-owned tokens, ids are in doubt and the audit log asks for another token', async () => {
  const family = refusal(400, 1011, 'This endpoint does not support account owned tokens.')
  const ids = await verify(token, (path) => (path.includes('/verify') ? good(path) : family))
  expect(told(ids)).toContainEqual(['account', 'could_not_tell', 'account_token_not_taken'])
  expect(told(ids)).toContainEqual(['zone', 'could_not_tell', 'account_token_not_taken'])
  const audit = await verify(token, (path) => (path.includes('audit') ? family : good(path)))
  expect(told(audit)).toContainEqual(['audit_log_readable', 'failed', 'audit_log_account_token_refused'])
})

test.each<[string, FailureCode, string[], Reply]>([
  ['key', 'key_refused', ['key', 'email'], refusal(403, 10000, 'Authentication error')],
  ['key', 'key_and_email_malformed', ['key', 'email'], refusal(400, 6003, 'Invalid request headers')],
  ['key', 'key_or_email_unknown', ['key', 'email'], refusal(403, 9109, 'Invalid access token')],
  ['token', 'credential_refused', ['token'], refusal(403, 10000, 'Authentication error')],
  ['token', 'token_unknown', ['token'], refusal(403, 9103, 'Unknown X-Auth-Key or X-Auth-Email')],
  ['token', 'malformed_header', ['token'], refusal(400, 6103, 'Invalid format for X-Auth-Key header')],
  ['token', 'locked_out', [], refusal(403, 10502, 'Too many authentication failures')],
])('a %s refused everywhere is blamed on its own fields: %s, %j', async (what, code, fields, reply) => {
  const checks = await verify(what === 'key' ? key : token, () => reply)
  expect(checks.find(({ name }) => name === 'credential_accepted')?.failure).toBe(code)
  const { blame, alsoBlame } = failureOf(code)
  expect([blame, alsoBlame].filter(Boolean)).toEqual(fields)
})

test('one refusal in passing does not put a good zone out of reach, and a refused one is asked for twice at most', async () => {
  let asked = 0
  const flaky = await verify(token, (path) => {
    if (path !== '/zones/{zone_id}') return good(path)
    asked += 1
    return asked === 1 ? refusal(401, 10000, 'Authentication error') : good(path)
  })
  expect(verdict(flaky)).toBe('connected')
  asked = 0
  const refused = await verify(token, (path) => {
    if (path !== '/zones/{zone_id}') return good(path)
    asked += 1
    return refusal(401, 10000, 'Authentication error')
  })
  expect(told(refused)).toContainEqual(['zone', 'failed', 'zone_not_reachable'])
  expect(asked).toBe(2)
})

test('a probe that the filter of addresses refuses carries the address', async () => {
  const filtered = refusal(403, 9109, 'Cannot use the access token from location: 203.0.113.7')
  const checks = await verify(token, (path) => (path.endsWith('/dns_records') ? filtered : good(path)))
  const dns = checks.find(({ subject }) => subject === 'dns')
  expect(dns).toMatchObject({ result: 'could_not_tell', failure: 'ip_filtered' })
  expect(dns && explain(dns).addressFilter).toEqual({ seen: '203.0.113.7' })
})

const told = (checks: Check[]) => checks.map(({ name, result, failure }) => [name, result, failure])

/** A verification of a fresh credential against answers by path, without HTTP. */
async function verify(credential: Credential, answer: (path: string) => Reply): Promise<Check[]> {
  const client: CloudflareClient = {
    as: () => ({
      get: (path) => Promise.resolve(answer(path)),
      graphql: () => Promise.resolve(answer('/graphql')),
    }),
    close: () => Promise.resolve(),
  }
  const checks: Check[] = []
  const options = { fresh: true, pause: () => Promise.resolve() }
  for await (const event of verifyCredential(client, credential, { accountId, zoneIds: [zoneId] }, options)) {
    if (event.type === 'check') checks.push(event.check)
  }
  return checks
}

function refusal(status: number, code: number, message: string): Reply {
  return reply(status, { success: false, errors: [{ code, message }] })
}

function good(path: string): Reply {
  const account = { id: accountId, name: 'Northwind Bikes' }
  const known: [RegExp, unknown][] = [
    [/\/tokens\/verify$/, { id: accountId, status: 'active' }],
    [/^\/user$/, { email }],
    [/^\/graphql$/, { viewer: { zones: [{}] } }],
    [/\/entrypoint$/, account],
    [/tcp_protection_status$/, { enabled: true }],
    [/security_level$/, { id: 'security_level', value: 'high' }],
    [/flag$/, { flag: true }],
    [/fields$/, { ClientIP: 'string' }],
    [/^\/zones$/, [account]],
    [/^\/zones\/[^/]+$/, { id: zoneId, name: 'x', account, plan: { legacy_id: 'enterprise' } }],
    [/^\/accounts\/[^/]+$/, account],
  ]
  const result = known.find(([pattern]) => pattern.test(path))?.[1] ?? []
  return reply(200, { success: true, errors: [], messages: [], result })
}

function reply(status: number, body: unknown): Reply {
  const answer = { status, contentType: 'application/json', retryAfter: null, body: JSON.stringify(body) }
  const { outcome, errors } = interpret(answer, 0)
  const evidence = { endpoint: 'GET /x', status, errors, cfRay: null, at: '', durationMs: 1 }
  return { ...outcome, evidence }
}
