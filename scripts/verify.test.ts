import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { type Simulator, startSimulator } from '#e2e/cloudflare-simulator/server.ts'

// Each test starts a program of its own.
vi.setConfig({ testTimeout: 30_000 })

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

test.each([
  [
    'user token',
    0,
    { verdict: 'connected', blame: [], missing: [], unknown: [], power: 'read_only_as_far_as_seen' },
  ],
  ['zone on Free', 0, { verdict: 'connected', missing: [], unknown: ['Logs'] }],
  ['may write logs', 0, { verdict: 'connected', power: 'can_write' }],
  ['global key', 0, { verdict: 'connected', power: 'global_key' }],
  ['audit log v1 only', 0, { sample: { records: 25, version: 'v1' } }],
  [
    'no Zone Settings',
    2,
    { verdict: 'connected_with_gaps', blame: ['permissions'], missing: ['Zone Settings'] },
  ],
  ['ip filtered', 3, { verdict: 'needs_attention', blame: ['token'], sample: null }],
  ['ids swapped', 3, { verdict: 'needs_attention', blame: ['accountId', 'zoneIds'] }],
  ['wrong key', 3, { verdict: 'needs_attention', blame: ['key', 'email'] }],
  ['key in the token field', 3, { verdict: 'needs_attention', blame: ['token'] }],
  ['rate limited', 4, { verdict: 'unconfirmed', blame: [] }],
] as const)('%s ends with %i', async (name, code, expected) => {
  const sample = sampleNamed(name)
  const { stdout, stderr, exitCode } = await run(JSON.stringify(inputOf(sample)))
  expect([exitCode, stderr]).toEqual([code, ''])
  expect(JSON.parse(stdout)).toMatchObject(expected)
  expect(stdout).not.toContain(sample.secret)
})

test('every check says what a support engineer asks for', async () => {
  const { stdout } = await run(JSON.stringify(inputOf(sampleNamed('no DNS'))))
  const { checks } = JSON.parse(stdout) as { checks: { subject: string }[] }
  expect(checks.find(({ subject }) => subject === 'dns')).toMatchObject({
    name: 'permission',
    result: 'failed',
    endpoint: expect.stringMatching(/^GET \/zones\/[0-9a-f]{32}\/dns_records$/),
    status: 403,
    codes: [10000],
    cfRay: expect.stringMatching(/^[0-9a-f]{16}-SIM$/),
    sentence: expect.stringContaining('“DNS: Read”'),
    nextStep: expect.stringContaining('“DNS: Read”'),
    cloudflareSays: ['Authentication error'],
    ms: expect.any(Number),
  })
})

test('what a paste brings along is taken off', async () => {
  const { secret } = sampleNamed('user token')
  const input = inputOf(sampleNamed('user token'))
  const dirty = {
    ...input,
    token: ` "Bearer ${secret.slice(0, 20)}\r\n  ${secret.slice(20)}\n" `,
    accountId: ` ${input.accountId.toUpperCase()}\t`,
    zoneIds: [`\u200B${input.zoneIds[0]?.slice(0, 9)}\r\n ${input.zoneIds[0]?.slice(9)}`],
  }
  expect((await run(`\uFEFF${JSON.stringify(dirty)}`)).exitCode).toBe(0)
})

test('a secret in the wrong field is not printed', async () => {
  const { secret } = sampleNamed('user token')
  const input = {
    kind: 'api_token',
    token: secret,
    accountId: secret,
    zoneIds: [secret, 'deadbeef'.repeat(5)],
  }
  const { stdout, exitCode } = await run(JSON.stringify(input))
  expect(exitCode).toBe(3)
  expect(stdout.toLowerCase()).not.toContain(secret.toLowerCase())
  expect(stdout).not.toContain('deadbeefdeadbeef')
})

test.each([
  ['nothing', ''],
  ['no JSON', 'token'],
  ['two objects', '{}{}'],
  ['null', 'null'],
  ['another kind', '{"kind":"oauth"}'],
  ['too much', `"${'x'.repeat(200_000)}"`],
])('%s is unusable: 1, one reason, no report', async (_, input) => {
  const { stdout, stderr, exitCode } = await run(input)
  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^[^\n]+\.\n/)
})

test('arguments are refused, and not repeated', async () => {
  const { secret } = sampleNamed('user token')
  const input = JSON.stringify(inputOf(sampleNamed('user token')))
  const { stdout, stderr, exitCode } = await run(input, simulator.url, [secret])
  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^Arguments are not taken[^\n]*\.\n$/)
  expect(stderr).not.toContain(secret)
})

test('a complaint about the input repeats nothing of it', async () => {
  const { secret } = sampleNamed('user token')
  for (const input of [
    `{"kind":"api_token","token":"${secret}"`,
    JSON.stringify({ kind: secret, token: secret }),
    JSON.stringify({ kind: 'api_token', token: { [secret]: secret }, accountId: 'x', zoneIds: [] }),
  ]) {
    const { stdout, stderr, exitCode } = await run(input)
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).not.toContain(secret)
  }
})

test('without a zone the report says so', async () => {
  for (const zoneIds of [[], ['']]) {
    const input = { ...inputOf(sampleNamed('user token')), zoneIds }
    const { stdout, exitCode } = await run(JSON.stringify(input))
    expect(exitCode).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'needs_attention', blame: ['zoneIds'] })
  }
})

test('an upstream that never answers is waited for no longer than ten seconds', async () => {
  const started = performance.now()
  const { stdout, exitCode } = await run(JSON.stringify(inputOf(sampleNamed('never answers'))))
  expect(exitCode).toBe(4)
  const { checks } = JSON.parse(stdout) as { checks: { failure: string; ms: number | null }[] }
  expect(checks[0]).toMatchObject({ name: 'reached_cloudflare', failure: 'timeout' })
  for (const { ms } of checks) expect(ms ?? 0).toBeLessThan(10_000)
  // With what a busy machine takes to start a program.
  expect(performance.now() - started).toBeLessThan(16_000)
})

test.each([
  'not an address',
  'http://10.0.0.1/client/v4',
  'https://api.cloudflare.com.evil.example/client/v4',
  'file:///etc/passwd',
])('the API cannot be at %s', async (url) => {
  const { stdout, stderr, exitCode } = await run(JSON.stringify(inputOf(sampleNamed('user token'))), url)
  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toContain('CLOUDFLARE_API_URL must be')
})

type Sample = (typeof sampleCredentials)[number]

function inputOf({ email, secret, accountId, zoneId }: Sample) {
  const ids = { accountId, zoneIds: [zoneId] }
  return email === null
    ? { kind: 'api_token', token: secret, ...ids }
    : { kind: 'global_key', email, key: secret, ...ids }
}

function sampleNamed(name: string): Sample {
  const sample = sampleCredentials.find((one) => one.name === name)
  if (!sample) throw new Error(`No sample credential is named ${name}`)
  return sample
}

function run(
  input: string,
  url = simulator.url,
  args: string[] = [],
): Promise<{ stdout: string; stderr: string; exitCode: number | null }> {
  const program = spawn(process.execPath, ['--conditions=react-server', 'scripts/verify.ts', ...args], {
    env: { ...process.env, CLOUDFLARE_API_URL: url },
  })
  // A program that has read enough closes its end.
  program.stdin.on('error', () => undefined)
  program.stdin.end(input)
  let stdout = ''
  let stderr = ''
  program.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  program.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  return new Promise((resolve) => program.on('close', (exitCode) => resolve({ stdout, stderr, exitCode })))
}
