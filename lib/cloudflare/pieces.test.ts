import { expect, test } from 'vitest'
import { withoutPieces } from '#lib/cloudflare/pieces.ts'

const secret = `cfut_${'AbCdEfGh01'.repeat(4)}`

test.each([
  ['the first thirty characters', secret.slice(0, 30)],
  ['a piece from the middle', secret.slice(11, 24)],
  ['capitals', secret.toUpperCase()],
  ['backwards', [...secret].reverse().join('')],
  ['base64', btoa(secret)],
])('%s of a secret take the whole sentence away', (_what, echo) => {
  expect(withoutPieces(`Invalid token ${echo} given`, secret)).toBe(
    '[Cloudflare repeated the credential here]',
  )
})

test('a sentence that shares less than twelve characters with the secret stays', () => {
  const sentence = `Unknown token ending in ${secret.slice(-8)}`
  expect(withoutPieces(sentence, secret)).toBe(sentence)
})
