import 'server-only'
import { expect, test } from 'vitest'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { permissionNames } from '#e2e/cloudflare-simulator/credentials-permissions.ts'
import { type Check, checkNames } from '#lib/cloudflare/check.ts'
import { explain } from '#lib/cloudflare/explain.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'
import { client, withSimulator } from '#lib/cloudflare/simulated.testing.ts'
import { missingPermissions, unknownPermissions, verdict } from '#lib/cloudflare/verdict.ts'
import { named, verifySample } from '#lib/cloudflare/verify.testing.ts'

withSimulator({ totalTimeoutMs: 3000 })

test.each(sampleCredentials.map((sample) => [sample.name, sample] as const))('%s', async (_, sample) => {
  const { checks } = await verifySample(client, sample)
  const { check, failure, blame = null, missing = [], unknown = [] } = sample.expect
  const found = {
    verdict: verdict(checks),
    missing: missingPermissions(checks),
    unknown: unknownPermissions(checks),
  }
  expect(found, summary(checks)).toEqual({ verdict: sample.expect.verdict, missing, unknown })
  expect(new Set(checks.map(({ name }) => name))).toEqual(new Set(checkNames))
  expect(checks.filter(({ name }) => name === 'permission')).toHaveLength(13)
  if (check !== null) {
    const telling = checks.map(explain).filter((view) => view.name === check && view.result !== 'passed')
    const failures = checks.filter(({ name }) => name === check).map((one) => one.failure)
    expect(failures, summary(checks)).toContain(failure)
    expect(telling.map((view) => view.blame)).toContain(blame)
  }
  for (const view of checks.map(explain)) {
    expect(view.sentence).toMatch(/^\p{Lu}.{20,}[.”]$/u)
    expect(view.sentence).not.toMatch(/undefined|null|NaN|something went wrong/)
    if (view.result === 'failed' || view.result === 'could_not_tell')
      expect(view.nextStep?.text).toMatch(/\.$/)
  }
  const shown = JSON.stringify(checks.map((one) => [one, explain(one)]))
  if (sample.secret.length > 8) expect(shown).not.toContain(sample.secret)
})

test('13 of 13: a token lacking just one gives exactly its name', async () => {
  expect(permissionNames).toEqual(permissions.map(({ name }) => name))
  const rows: string[] = []
  for (const name of permissionNames) {
    const { checks } = await verifySample(client, named(`no ${name}`))
    const said = missingPermissions(checks).join(', ') || 'cannot be told from Account WAF'
    rows.push(`  without ${name.padEnd(20)} ${said.padEnd(32)} ${verdict(checks)}`)
    const lacking = permissions.find((permission) => permission.name === name)
    const check = checks.find((one) => one.name === 'permission' && one.subject === lacking?.key)
    // Account WAF opens the zone's rules as well, and Cloudflare shows no difference: then this is said.
    if (name === 'Zone WAF') {
      expect(check?.result).toBe('passed')
      expect(check && explain(check).sentence).toContain('“Account WAF: Read” opens the same')
    } else {
      expect(missingPermissions(checks)).toEqual([name])
      expect(check && explain(check).sentence).toContain(`“${name}: Read”`)
      expect(check && explain(check).nextStep?.text).toContain(`“${name}: Read”`)
    }
  }
  process.stdout.write(`${rows.join('\n')}\n`)
})

test('API Gateway names its pair, Zone says that a token is limited, and 10003 counts as granted', async () => {
  const said = async (name: string, key: string) => {
    const { checks } = await verifySample(client, named(name))
    const check = checks.find((one) => one.name === 'permission' && one.subject === key)
    return check && explain(check).sentence
  }
  expect(await said('user token', 'api_gateway')).toContain('“Account API Gateway: Read” opens the same')
  expect(await said('only one zone', 'zone')).toContain('limited to some zones')
  expect(await said('no WAF ruleset', 'account_waf')).toContain('Nothing is set up there yet')
})

test('log sources are told from what the probes have answered', async () => {
  const states = async (name: string) => {
    const { sources } = await verifySample(client, named(name))
    return Object.fromEntries(sources.map(({ key, state, needs }) => [key, needs ?? state]))
  }
  expect(await states('user token')).toEqual({
    audit_log: 'readable',
    access: 'readable',
    logpush: 'Logs: Write',
    logpush_fields: 'readable',
    logpull: 'readable',
    instant_logs: 'readable',
    analytics: 'readable',
    security_events: 'readable',
    zero_trust: 'Logs: Write and Zero Trust: PII Read',
    log_explorer: 'could_not_tell',
  })
  expect(await states('may write logs')).toMatchObject({ logpush: 'readable', zero_trust: 'could_not_tell' })
  expect(await states('zone on Free')).toMatchObject({
    logpush: 'not_on_plan',
    logpull: 'not_on_plan',
    analytics: 'readable',
  })
  expect(await states('no Logs')).toMatchObject({
    logpull: 'Logs: Read',
    logpush_fields: 'Logs: Read',
    instant_logs: 'Logs: Read',
  })
  expect(await states('no Analytics')).toMatchObject({
    analytics: 'Analytics: Read',
    security_events: 'Analytics: Read',
  })
  expect(await states('html 502')).toMatchObject({ audit_log: 'could_not_tell', logpull: 'could_not_tell' })
})

test('where a state alone would mislead, the log source says why', async () => {
  const told = async (name: string, key: string) => {
    const { sources } = await verifySample(client, named(name))
    const found = sources.find((source) => source.key === key)
    return [found?.state, found?.note]
  }
  for (const name of ['Zero Trust off', 'Zero Trust never set up']) {
    expect(await told(name, 'access'), name).toEqual([
      'could_not_tell',
      'The product is not set up in this account, so there are no such logs.',
    ])
  }
  expect(await told('account token, audit log closed to it', 'audit_log')).toEqual([
    'could_not_tell',
    'Cloudflare refuses it to account-owned tokens; one of a user may read it.',
  ])
  expect(await told('zone on Business', 'logpull')).toEqual([
    'not_on_plan',
    'Enterprise only; the zone is on “business”.',
  ])
  expect(await told('Logpull switched off', 'logpull')).toEqual([
    'readable',
    'Log retention is switched off, so there is nothing to read yet.',
  ])
  for (const name of ['ids swapped', 'zone in another account']) {
    const { sources } = await verifySample(client, named(name))
    const ofZone = sources.filter(({ scope }) => scope === 'zone').map(({ state }) => state)
    expect(new Set(ofZone), name).toEqual(new Set(['could_not_tell']))
  }
  expect(await told('zone on Free', 'security_events')).toEqual([
    'readable',
    'On “free” a sample, kept briefly.',
  ])
})

function summary(checks: Check[]): string {
  return checks
    .map((check) => `${check.name} ${check.subject} ${check.result} ${check.failure ?? ''}`)
    .join('\n')
}
