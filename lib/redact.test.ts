import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { redact, withSecrets } from '#lib/redact.ts'

const key = `deadbeef${'0'.repeat(29)}`

test.each([
  ['a user token', `cfut_${'Ab3-'.repeat(12)}`],
  ['an account token', `cfat_${'Ab3_'.repeat(12)}`],
  ['a new key', `cfk_${'x'.repeat(40)}`],
  ['a Wrangler token', `cfoat_${'x'.repeat(40)}`],
  ['a Global API Key', key],
  ['what follows Bearer', 'Bearer abc.def-123'],
  ['what follows bearer', 'bearer\tabc'],
  ['what follows the key header', `X-Auth-Key: ${key.slice(0, 20)}`],
  ['the key header as JSON', `"x-auth-key":"${key.slice(0, 20)}"`],
  ['a connection string', 'postgres://aquila_web:pass@127.0.0.1:5432/aquila'],
  ['another spelling of it', 'postgresql://aquila_web:pass@db/aquila'],
])('%s is taken out wherever it stands', (_, secret) => {
  for (const text of [
    secret,
    `before ${secret} after`,
    `{"a":"${secret}"}`,
    `x=${secret}`,
    `${secret}\n${secret}`,
  ]) {
    const clean = redact(text)
    expect(clean).toContain('[redacted]')
    expect(clean).not.toContain(secret.replace(/^bearer\s|^x-auth-key: /i, ''))
  }
})

test('ids, dates and ordinary words stay as they are', () => {
  const text =
    'verification 0198f3a0-1111-7222-8333-444455556666 of 0123456789abcdef0123456789abcdef on 2026-11-22 failed'
  expect(redact(text)).toBe(text)
})

test('a live secret of any form is taken out, within its request only', () => {
  const secret = `my own ${randomBytes(12).toString('base64')} "quoted" $&`
  const other = 'another-live-secret'
  const line = `got ${secret} and ${other}`
  withSecrets([secret], () => {
    expect(redact(line)).toBe(`got [redacted] and ${other}`)
    withSecrets([other], () => expect(redact(line)).toBe('got [redacted] and [redacted]'))
    expect(redact(line)).toContain(other)
  })
  expect(redact(line)).toContain(other)
})

test('requests that run side by side do not see each other’s secrets', async () => {
  const ask = (secret: string, gate: Promise<void>) =>
    withSecrets([secret], async () => {
      await gate
      return redact('first-secret second-secret')
    })
  const gate = Promise.withResolvers<void>()
  const answers = Promise.all([ask('first-secret', gate.promise), ask('second-secret', gate.promise)])
  gate.resolve()
  expect(await answers).toEqual(['[redacted] second-secret', 'first-secret [redacted]'])
})

test('a short value is no secret: it would tear holes into ordinary words', () => {
  withSecrets(['a', '1234567', ''], () => expect(redact('a 1234567 banana')).toBe('a 1234567 banana'))
})

test('no control or bidirectional character gets through', () => {
  const hostile = 'a\nb\r\u001b[31m\u0000\u007f\u009b\u202e\u2066\ufeff\u200b'
  expect(redact(hostile)).toBe('a\\u000ab\\u000d\\u001b[31m\\u0000\\u007f\\u009b\\u202e\\u2066\\ufeff\\u200b')
  expect(redact('\u{e0041}')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
})

test('a long text takes no noticeable time', () => {
  const started = performance.now()
  for (const part of ['a', 'cfut_', 'Bearer ', 'deadbeef', 'X-Auth-Key:', ' ', '"'])
    redact(part.repeat(100_000 / part.length))
  expect(performance.now() - started).toBeLessThan(2_000)
})
