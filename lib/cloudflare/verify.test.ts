import 'server-only'
import { expect, test } from 'vitest'
import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { northwind, northwindBlog, northwindShop } from '#e2e/cloudflare-simulator/world.ts'
import { isWorthAskingAgain } from '#lib/cloudflare/ask-again.ts'
import { type Check, checkNames } from '#lib/cloudflare/check.ts'
import { createCloudflareClient } from '#lib/cloudflare/client.ts'
import type { Credential } from '#lib/cloudflare/credential.ts'
import { failureOf } from '#lib/cloudflare/failure.ts'
import { client, simulator, withSimulator } from '#lib/cloudflare/simulated.testing.ts'
import { retryAfterSeconds, verdict } from '#lib/cloudflare/verdict.ts'
import { type Asking, collectAll, named, verifySample } from '#lib/cloudflare/verify.testing.ts'
import type { VerificationTarget } from '#lib/cloudflare/verify.ts'
import { Secret } from '#lib/secret.ts'

withSimulator({ totalTimeoutMs: 400 })

test('a good token costs 20 calls, four at once and then all others at once', async () => {
  const patient = createCloudflareClient({ baseUrl: simulator.url })
  // Long enough that a busy machine has sent a whole row before its first answer.
  simulator.setLatency(300)
  await verify(named('account token'), { client: patient })
  await patient.close()
  const calls = simulator
    .calls()
    .map((call) => [call.path.replace('/client/v4', ''), call.seenBefore] as const)
  expect(calls).toHaveLength(20)
  expect(
    calls
      .slice(0, 4)
      .map(([path]) => path)
      .sort(),
  ).toEqual(
    [
      `/accounts/${northwind.id}`,
      `/accounts/${northwind.id}/logs/audit`,
      `/accounts/${northwind.id}/tokens/verify`,
      `/zones/${northwindShop.id}`,
    ].sort(),
  )
  // The longest chain of dependent calls is two: nobody of the second row waits for another one of it.
  expect(calls.every(([, seenBefore], index) => (index < 4 ? seenBefore === 0 : seenBefore <= 4))).toBe(true)
})

test('an account-owned token in the old form costs one call more, and takes no longer', async () => {
  simulator.setLatency(30)
  await verify(named('account token, old form'))
  expect(simulator.calls()).toHaveLength(21)
})

test('nothing more is asked for a credential that is refused: many refusals lead to a lock-out', async () => {
  for (const name of [
    'unknown',
    'unknown account token',
    'disabled',
    'ip filtered',
    'wrong key',
    'locked out',
  ]) {
    simulator.reset()
    const { checks } = await verify(named(name))
    expect(simulator.calls().length, name).toBeLessThanOrEqual(7)
    const permission = checks.filter((check) => check.name === 'permission')
    expect(permission.map(({ result }) => result)).toEqual(Array.from({ length: 13 }, () => 'not_run'))
  }
})

test('the sample holds the 25 newest records of the last 30 days', async () => {
  const { samples } = await verify(named('user token'))
  const [sample] = samples
  expect(sample?.version).toBe('v2')
  expect(sample?.records).toHaveLength(25)
  const times = sample?.records.map((record) => record.time) ?? []
  expect(times).toEqual([...times].sort().reverse())
  const query = new URLSearchParams(
    simulator.calls().find((call) => call.path.endsWith('/logs/audit'))?.query,
  )
  const window = Date.parse(query.get('before') ?? '') - Date.parse(query.get('since') ?? '')
  expect([query.get('limit'), window]).toEqual(['25', 30 * 86_400_000])
})

test('version 1 answers where version 2 is not there', async () => {
  const { samples } = await verify(named('audit log v1 only'))
  expect([samples[0]?.version, samples[0]?.records.length]).toEqual(['v1', 25])
})

test('an empty audit log is readable', async () => {
  const { checks, samples } = await verify(named('empty audit log'))
  expect(checks.find(({ name }) => name === 'audit_log_readable')?.facts).toMatchObject({ records: '0' })
  expect(samples[0]?.records).toEqual([])
})

test('each zone has its own two rows, and one bad zone does not hide a good one', async () => {
  const target = { accountId: northwind.id, zoneIds: [northwindShop.id, northwindBlog.id, northwindShop.id] }
  const { checks } = await verify(named('only one zone'), { target })
  const rows = checks.filter(({ name }) => name === 'zone').map(({ subject, result }) => [subject, result])
  expect(rows.sort()).toEqual(
    [
      [northwindShop.id, 'passed'],
      [northwindBlog.id, 'failed'],
    ].sort(),
  )
  expect(verdict(checks)).toBe('needs_attention')
})

test('when the credential is refused nothing is blamed on ids and permissions', async () => {
  for (const name of ['unknown', 'disabled', 'expired', 'not yet valid', 'ip filtered', 'wrong key']) {
    const { checks } = await verify(named(name))
    expect(checks.filter(({ result }) => result === 'failed')).toHaveLength(1)
    expect(checks.filter(({ result }) => result === 'not_run').length).toBeGreaterThanOrEqual(4)
  }
})

test('swapped ids are named at both of them', async () => {
  const { checks } = await verify(named('ids swapped'))
  expect(
    checks
      .filter(({ failure }) => failure === 'ids_swapped')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['account', 'zone'])
})

test('ids that are none are refused without a call about them', async () => {
  const target = { accountId: '../user', zoneIds: ['ABC', `${northwindShop.id}0`] }
  const { checks } = await verify(named('user token'), { target })
  expect(simulator.calls().map((call) => call.path)).toEqual(['/client/v4/user/tokens/verify'])
  expect(
    checks
      .filter(({ result }) => result === 'failed')
      .map(({ failure }) => failure)
      .sort(),
  ).toEqual(['account_id_truncated', 'zone_id_truncated', 'zone_id_truncated'].sort())
})

test('an account-owned token without a usable Account ID is not called unknown', async () => {
  const target = { accountId: 'x', zoneIds: [northwindShop.id] }
  const { checks } = await verify(named('unknown account token'), { target })
  expect(checks.find(({ name }) => name === 'credential_accepted')?.result).toBe('not_run')
})

test('without a zone nothing is connected', async () => {
  const { checks } = await verify(named('user token'), { target: { accountId: northwind.id, zoneIds: [] } })
  expect(verdict(checks)).toBe('needs_attention')
  expect(new Set(checks.map(({ name }) => name))).toEqual(new Set(checkNames))
})

test('a credential that no header can carry costs no call', async () => {
  const credential: Credential = { kind: 'api_token', token: new Secret('tökén\nX-Evil: 1') }
  const { checks } = await collect(credential, { accountId: northwind.id, zoneIds: [northwindShop.id] })
  expect(simulator.calls()).toHaveLength(0)
  expect(verdict(checks)).toBe('needs_attention')
  expect(new Set(checks.map(({ name }) => name))).toEqual(new Set(checkNames))
})

test('what could not be told is told by a later verification', async () => {
  const sample = named('down for two verifications')
  const verdicts = []
  for (let turn = 0; turn < 3; turn += 1) verdicts.push(verdict((await verify(sample)).checks))
  expect(verdicts).toEqual(['unconfirmed', 'unconfirmed', 'connected'])
})

test('while Cloudflare is down nothing is blamed on the credential', async () => {
  simulator.setDown(true)
  const { checks } = await verify(named('user token'))
  expect(verdict(checks)).toBe('unconfirmed')
  expect(checks.filter(({ result }) => result === 'failed' || result === 'passed')).toEqual([])
})

test('the wait that Cloudflare asks for is kept', async () => {
  const { checks } = await verify(named('rate limited'))
  expect(retryAfterSeconds(checks)).toBe(30)
  expect(retryAfterSeconds([])).toBeNull()
})

test('a verification stops when it is told to', async () => {
  const stop = new AbortController()
  const running = verify(named('never answers'), { signal: stop.signal })
  setTimeout(() => stop.abort(new Error('stopped')), 30)
  await expect(running).rejects.toThrow('stopped')
})

test('only a complete list is connected; a missing permission is a gap, one in doubt is none', async () => {
  const { checks } = await verify(named('user token'))
  expect(verdict(checks)).toBe('connected')
  expect(verdict([])).toBe('unconfirmed')
  for (const [index, check] of checks.entries()) {
    const isPermission = check.name === 'permission'
    const verdictWith = (result: Check['result']) => verdict(checks.with(index, { ...check, result }))
    expect(verdict(checks.toSpliced(index, 1))).toBe('unconfirmed')
    expect(verdictWith('not_run')).toBe('unconfirmed')
    expect(verdictWith('could_not_tell')).toBe(isPermission ? 'connected' : 'unconfirmed')
    expect(verdictWith('failed')).toBe(isPermission ? 'connected_with_gaps' : 'needs_attention')
  }
})

test('a doubt is worth asking about again when it comes from trouble, not when from a plan', async () => {
  const again = async (name: string) => isWorthAskingAgain((await verify(named(name))).checks)
  expect(await again('user token')).toBe(false)
  expect(await again('no DNS')).toBe(false)
  expect(await again('zone on Free')).toBe(false)
  expect(await again('DNS answers 502')).toBe(true)
  expect(await again('html 502')).toBe(true)
  expect(await again('locked out')).toBe(true)
})

test('one fault is blamed on one field', async () => {
  const blamed = async (name: string) => {
    const { checks } = await verify(named(name))
    return [
      ...new Set(
        checks.flatMap(({ failure, result }) =>
          failure && result === 'failed' ? [failureOf(failure).blame] : [],
        ),
      ),
    ]
  }
  for (const name of [
    'account out of reach',
    'truncated Account ID',
    'Account ID of other characters',
    'key of no member',
  ])
    expect(await blamed(name), name).toEqual(['accountId'])
  for (const name of ['zone in another account', 'zone out of reach', 'truncated Zone ID'])
    expect(await blamed(name), name).toEqual(['zoneIds'])
})

test('the whole is over when its time is, whatever is still on its way', async () => {
  const started = performance.now()
  const patient = createCloudflareClient({ baseUrl: simulator.url })
  const { checks } = await verify(named('never answers'), { limitMs: 200, client: patient })
  await patient.close()
  expect(performance.now() - started).toBeLessThan(1500)
  expect(checks.find(({ name }) => name === 'reached_cloudflare')?.failure).toBe('timeout')
})

const verify = (sample: SampleCredential, options: Partial<Asking> = {}) =>
  verifySample(options.client ?? client, sample, options)
const collect = (credential: Credential, target: VerificationTarget) =>
  collectAll(client, credential, target, {})
