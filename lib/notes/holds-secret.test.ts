import { expect, test } from 'vitest'
import { holdsSecret } from '#lib/notes/holds-secret.ts'

const token = 'cfut_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdef01'
const key = 'c2547eb745079dac9320b638f5e225cf483cc5cfdda41'
const old = 'YQSn-xWAQiiEh9qM58wZNnyQS7FUdoqGIUAbrh7T'

test.each([token, key, old])('%s is found wherever it stands', (secret) => {
  for (const text of [
    `it is ${secret}.`,
    `(${secret})`,
    `[${secret}]!`,
    `token=${secret}`,
    `{"token":"${secret}"}`,
    `**${secret}**`,
    `https://portal.example/?t=${secret}&x=1`,
    `https://portal.example/${secret}/`,
    `it is ${secret.slice(0, 20)}\n${secret.slice(20)} there`,
    `it is ${secret.slice(0, 20)}\n  ${secret.slice(20)}.`,
    `Bearer ${secret}`,
  ])
    expect([text, holdsSecret(text)]).toEqual([text, true])
})

test.each([
  'A token begins with cfut_ and is shown once. Please enter it in the portal.',
  'Account 023e105f4ecef8ad9ca31a8372d0c353, zone 023e105f4ecef8ad9ca31a8372d0c354.',
  'See https://developers.cloudflare.com/fundamentals/api/get-started/account-owned-tokens/.',
  'https://docs.example/how-to-make-a-token-that-reads-audit-log',
  'Permission “Account: Access: Audit Logs Read”\nis missing. Your integration 01a21c3b-454d-73fd-8396-7f8ffb9d1c8d.',
  'Please\nenter\nanother\ntoken',
])('no credential: %s', (text) => {
  expect(holdsSecret(text)).toBe(false)
})
