import { expect, test } from 'vitest'
import { type Searched, search } from '#lib/cloudflare/catalogue-search.ts'

const entries: Searched[] = [
  {
    text: 'The token does not let AQUILA’s address in 9109 Cannot use the access token from location: … Add the address',
    says: ['Cannot use the access token from location: …'],
    codes: ['9109'],
  },
  {
    text: 'A permission is missing 10000 Authentication error 9109 Unauthorized to access requested resource',
    says: [
      'Authentication error',
      'Unauthorized to access requested resource',
      "Actor 'com.cloudflare.api.token.…' requires permission 'zone.list' to list zones",
    ],
    codes: ['10000', '9109', '0'],
  },
  { text: 'The connection broke off', says: [], codes: [] },
]
const [filter, permission, reset] = [0, 1, 2] as const
const found = (query: string) => search(query, entries).flatMap((yes, index) => (yes ? [index] : []))

test.each<[string, number[]]>([
  ['', [filter, permission, reset]],
  [' ', [filter, permission, reset]],
  ['address', [filter]],
  ['AQUILA’s ADDRESS', [filter]],
  ["aquila's  token", [filter]],
  ['9109', [filter, permission]],
  ['unauthorized', [permission]],
  ['9109 address', [filter]],
  ['connection', [reset]],
  ['adress', []],
  ['9103', []],
])('the words %j find %j', (query, expected) => {
  expect(found(query)).toEqual(expected)
})

test.each<[string, number[]]>([
  [
    '{"errors":[{"code":9109,"message":"Cannot use the access token from location: 198.51.100.9"}]}',
    [filter],
  ],
  ['✘ [ERROR] Authentication error [code: 10000]', [permission]],
  ["Actor 'com.cloudflare.api.token.0d' requires permission 'zone.list' to list zones", [permission]],
])(
  'an error as it was copied finds what it can be, with what varies in it, and not all that share its code: %s',
  (query, expected) => {
    expect(found(query)).toEqual(expected)
  },
)

test('a code that is named as one is enough where the text is not known', () => {
  expect(found('A request failed. Error code: 9109. Something new')).toEqual([filter, permission])
  expect(found('A request failed. Error code: 9103. Something new')).toEqual([])
})
