import { expect, test } from 'vitest'
import { answers } from '#lib/cloudflare/catalogue-search.ts'

const filtered = {
  text: 'The token does not let AQUILA’s address in 9109 Cannot use the access token from location: … Add the address',
  says: ['Cannot use the access token from location: …'],
  codes: ['9109'],
}
const missing = {
  text: 'A permission is missing 10000 Authentication error',
  says: [
    'Authentication error',
    "Actor 'com.cloudflare.api.token.…' requires permission 'zone.list' to list zones",
  ],
  codes: ['10000', '0'],
}

test.each(['address', 'AQUILA’s ADDRESS', "aquila's  token", '9109', '', ' '])(
  '%j finds it by words',
  (query) => {
    expect(answers(query, filtered)).toBe(true)
  },
)

test.each(['adress', '9103', 'address of nobody'])('%j does not', (query) => {
  expect(answers(query, filtered)).toBe(false)
})

test('an error as it was copied finds what it can be, with what varies in it', () => {
  const copied =
    '{"errors":[{"code":9109,"message":"Cannot use the access token from location: 198.51.100.9"}]}'
  expect(answers(copied, filtered)).toBe(true)
  expect(answers(copied, missing)).toBe(false)
  expect(answers('✘ [ERROR] Authentication error [code: 10000]', missing)).toBe(true)
  expect(answers('✘ [ERROR] Authentication error [code: 10000]', filtered)).toBe(false)
  expect(
    answers("Actor 'com.cloudflare.api.token.0d' requires permission 'zone.list' to list zones", missing),
  ).toBe(true)
})

test('a code that is named as one is enough where the text is not known', () => {
  expect(answers('A request failed. Error code: 9109. Something new', filtered)).toBe(true)
  expect(answers('A request failed. Error code: 9109. Something new', missing)).toBe(false)
})
