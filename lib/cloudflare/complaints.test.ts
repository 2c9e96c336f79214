import 'server-only'
import { expect, test } from 'vitest'
import { northwindShop } from '#e2e/cloudflare-simulator/world.ts'
import type { Check } from '#lib/cloudflare/check.ts'
import { explain } from '#lib/cloudflare/explain.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'
import { client, simulator, withSimulator } from '#lib/cloudflare/simulated.testing.ts'
import { missingPermissions, unknownPermissions, verdict } from '#lib/cloudflare/verdict.ts'
import { named, verifySample } from '#lib/cloudflare/verify.testing.ts'

// What users of such tools complain about most: docs/complaints.md lists all of it, with the tests elsewhere.

withSimulator()

test('an account-owned token is connected in either form, and called what it is', async () => {
  for (const name of ['account token', 'account token, old form']) {
    const { checks } = await verifySample(client, named(name))
    expect(verdict(checks), name).toBe('connected')
    expect(viewOf(checks, 'credential_accepted').sentence).toContain('account-owned token')
  }
})

test('a token with the 13 documented permissions and no other is connected without a gap', async () => {
  const documented = permissions.flatMap(({ groups }) => groups.map((group) => group.name))
  for (const name of ['user token', 'account token']) {
    const sample = named(name)
    expect(sample.simulated.permissions).toHaveLength(13)
    for (const permission of sample.simulated.permissions) expect(documented).toContain(permission)
    simulator.reset()
    const { checks } = await verifySample(client, sample)
    expect([verdict(checks), missingPermissions(checks), unknownPermissions(checks)]).toEqual([
      'connected',
      [],
      [],
    ])
  }
})

test('what Cloudflare says to a refusal stands beside our sentence, word for word', async () => {
  const said: [string, string, string][] = [
    ['unknown', 'credential_accepted', 'Invalid API Token'],
    ['ip filtered', 'credential_accepted', 'Cannot use the access token from location: 203.0.113.7'],
    ['wrong key', 'credential_accepted', 'Unknown X-Auth-Key or X-Auth-Email'],
    ['malformed', 'credential_accepted', 'Invalid format for Authorization header'],
    ['account out of reach', 'account', 'Unauthorized to access requested resource'],
    ['no Account Settings', 'audit_log_readable', 'Authentication error'],
    ['no DNS', 'permission', 'Authentication error'],
    ['Zero Trust off', 'permission', 'access.api.error.not_enabled: Access is not enabled.'],
    [
      'rate limited in a 200',
      'credential_accepted',
      'Please wait and consider throttling your request speed',
    ],
  ]
  for (const [name, check, words] of said) {
    const { checks } = await verifySample(client, named(name))
    const view = viewOf(checks, check)
    expect(view.cloudflareSays, name).toContain(words)
    expect(view.sentence, name).not.toContain(words)
  }
})

test('a token that is active and may read nothing is not connected, and the next step names both causes', async () => {
  const { checks } = await verifySample(client, named('active, and nothing may be read'))
  expect(verdict(checks)).toBe('needs_attention')
  expect(viewOf(checks, 'status_and_expiry').result).toBe('passed')
  const { sentence, nextStep } = viewOf(checks, 'account')
  expect(sentence).toContain('Cloudflare accepts this credential, but lets it read nothing of the account')
  expect(nextStep?.text).toMatch(
    /Compare the Account ID.*it must include this account and have the permissions/,
  )
  // One fault, said once.
  expect(checks.filter(({ result }) => result === 'failed')).toHaveLength(1)
})

test('a Global API Key in the token field is called one, in the old form and in the new', async () => {
  for (const name of ['key in the token field', 'new key in the token field']) {
    const { checks } = await verifySample(client, named(name))
    const { sentence, nextStep } = viewOf(checks, 'credential_accepted')
    expect(sentence).toMatch(/^This is a Global API Key, not an API token\./)
    expect(sentence).not.toMatch(/6003|6111|10000/)
    expect(nextStep?.text).toMatch(/Auth Email and Auth Key/)
  }
})

test('a verification asks for nothing beyond the 13 permissions: no call about the user, and none that writes', async () => {
  const names = [
    'user token',
    'account token, old form',
    'only one zone',
    'zone on Free',
    'no DNS',
    'ids swapped',
    'unknown',
  ]
  for (const sample of names.map(named)) {
    simulator.reset()
    await verifySample(client, sample)
    const calls = simulator
      .calls()
      .map(({ method, path, status }) => ({ method, path: path.slice(10), status }))
    for (const { method, path } of calls) {
      expect(path, sample.name).not.toMatch(/^\/user(?!\/tokens\/verify$)/)
      expect([method, path]).toEqual([path === '/graphql' ? 'POST' : 'GET', path])
    }
  }
  simulator.reset()
  await verifySample(client, named('user token'))
  // The list of Logpush jobs shows whether a token can write, and its refusal is no fault.
  const refused = simulator.calls().filter(({ status }) => status !== 200)
  expect(refused.map(({ path }) => path)).toEqual([`/client/v4/zones/${northwindShop.id}/logpush/jobs`])
})

test('the token alone connects, and so does the Global API Key', async () => {
  for (const name of ['user token', 'global key', 'global key, new form']) {
    expect(verdict((await verifySample(client, named(name))).checks), name).toBe('connected')
  }
})

test('ids that are swapped, cut or of another account are each told apart by the first verification', async () => {
  const told = async (name: string) => {
    const { checks } = await verifySample(client, named(name))
    return checks.find(({ result }) => result === 'failed')?.failure
  }
  expect(await told('ids swapped')).toBe('ids_swapped')
  expect(await told('truncated Account ID')).toBe('account_id_truncated')
  expect(await told('truncated Zone ID')).toBe('zone_id_truncated')
  expect(await told('zone id as account id')).toBe('zone_id_as_account_id')
  expect(await told('account id as zone id')).toBe('account_id_as_zone_id')
  expect(await told('zone in another account')).toBe('zone_of_another_account')
  expect(await told('account out of reach')).toBe('account_not_reachable')
})

test('an address filter is named, with the address that has to be allowed', async () => {
  for (const name of ['ip filtered', 'ip filtered, elsewhere a plain 401']) {
    const { checks } = await verifySample(client, named(name))
    const { sentence, nextStep } = viewOf(checks, 'credential_accepted')
    expect(sentence).toContain('Client IP Address Filtering')
    expect(nextStep?.text).toContain('Add 203.0.113.7 to the addresses allowed')
  }
})

/** The row of that name that did not pass, else the one that did. */
function viewOf(checks: readonly Check[], name: string) {
  const rows = checks.filter((check) => check.name === name)
  const row = rows.find(({ result }) => result !== 'passed' && result !== 'not_run') ?? rows[0]
  if (!row) throw new Error(`There is no check ${name}`)
  return explain(row)
}
