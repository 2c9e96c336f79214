import { expect, test } from 'vitest'
import { sampleCredentials } from '#e2e/cloudflare-simulator/credentials.ts'
import { keyProblem, tokenProblem } from '#lib/integrations/credential-problem.ts'
import { replaceInput } from '#lib/integrations/schema.ts'
import { toCredential } from '#lib/integrations/to-credential.ts'
import { maskOf } from '#lib/vault/mask.ts'

const id = '0b6f2f0e-3a51-4d0e-9a7b-5c1f7c0a9d12'

test('a value that is shown in the place of a secret is never saved over the secret', () => {
  const shown = sampleCredentials.map(({ email, secret }) =>
    maskOf(
      email === null
        ? toCredential({ kind: 'api_token', token: secret })
        : toCredential({ kind: 'global_key', email, key: secret }),
    ),
  )
  const others = [
    '•'.repeat(40),
    '●'.repeat(53),
    '*'.repeat(40),
    `cfut_${'*'.repeat(48)}`,
    `${'*'.repeat(36)}7f3a`,
    `cfat_abc...${'z'.repeat(30)}`,
  ]
  const said = /shown in the place of a secret|sign-in token of Wrangler/
  for (const mask of [...shown, ...others]) {
    expect(tokenProblem(mask), mask).toMatch(said)
    expect(keyProblem(mask), mask).toMatch(said)
    expect(replaceInput.safeParse({ id, kind: 'api_token', token: mask }).success).toBe(false)
    expect(
      replaceInput.safeParse({ id, kind: 'global_key', email: 'mara@example.test', key: mask }).success,
    ).toBe(false)
  }
})

test('what Cloudflare makes is never taken for a mask', () => {
  for (const { kind, secret, simulated, expect: expected } of sampleCredentials) {
    if (expected.failure !== null || simulated.quirk === 'unknown') continue
    expect(kind === 'api_token' ? tokenProblem(secret) : keyProblem(secret)).toBeNull()
  }
})
