import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { describeError } from '#lib/log.ts'

/** What a process prints that runs these lines. */
function printed(source: string): Record<string, unknown>[] {
  const script = `const { log, configureLog, captureConsole } = await import('#lib/log.ts')
    const { withSecrets } = await import('#lib/redact.ts')
    configureLog('tests', 'info')
    ${source}`
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('a line is one JSON object with the fields that are allowed, and no others', () => {
  const [line, ...more] = printed(`
    log.debug('not at this level')
    log.info('job failed', { task: 'verify', attempt: 2, status: null, body: 'x', token: 'y', headers: {} })`)
  expect(more).toEqual([])
  expect(line).toMatchObject({
    level: 30,
    process: 'tests',
    msg: 'job failed',
    task: 'verify',
    attempt: 2,
    status: null,
  })
  expect(Object.keys(line ?? {}).toSorted()).toEqual([
    'attempt',
    'level',
    'msg',
    'process',
    'status',
    'task',
    'time',
  ])
})

test('values, events and what libraries print are redacted, and one event is one line', () => {
  const lines = printed(`
    const secret = 'cfut_' + 'x'.repeat(48)
    withSecrets(['a live secret'], () => {
      captureConsole()
      log.warn('event ' + secret + ' a live secret', { error: 'two\\nlines Bearer abc a live secret' })
      console.error('library', secret, new TypeError('says a live secret'))
      console.log('{"level":60}\\n{"forged":true}')
    })`)
  expect(lines).toHaveLength(3)
  expect(JSON.stringify(lines)).not.toMatch(/cfut_|live secret|Bearer abc|"forged":true/)
  expect(lines[0]).toMatchObject({ level: 40, error: 'two\\u000alines [redacted] [redacted]' })
  expect(lines[1]).toMatchObject({
    level: 50,
    name: 'console',
    msg: 'library [redacted] TypeError: says [redacted]',
  })
})

test('of what was thrown, its class and a short redacted message may be said', () => {
  const secret = `deadbeef${'0'.repeat(29)}`
  expect(describeError(new RangeError(`key ${secret}`))).toEqual({
    name: 'RangeError',
    error: 'key [redacted]',
  })
  expect(describeError(`text ${secret}`)).toEqual({ name: 'string', error: 'text [redacted]' })
  expect(describeError(undefined)).toEqual({ name: 'undefined', error: 'undefined' })
  expect(describeError(new Error('x'.repeat(10_000))).error).toHaveLength(500)
  const wrapped = new Error('outer', { cause: new Error(secret) })
  expect(JSON.stringify(describeError(wrapped))).not.toContain(secret)
})
