import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from '#lib/secret.ts'
import 'server-only'

test('a secret does not slip out by printing, JSON or a template', () => {
  const secret = new Secret('canary-value')
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true }),
  ]
  expect(shown.join()).not.toContain('canary-value')
  expect(secret.reveal()).toBe('canary-value')
})
