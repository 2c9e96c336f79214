import { expect, test } from 'vitest'
import { anchorOf, failureCodes } from '#lib/cloudflare/failure.ts'
import { catalogueByText, failureCatalogue } from '#lib/cloudflare/failure-catalogue.ts'

const groups = failureCatalogue()
const catalogue = groups.flatMap(({ entries }) => entries)

test('every failure has one entry, in one group, under the anchor that its check links to', () => {
  expect(catalogue.map(({ code }) => code).toSorted()).toEqual(failureCodes.toSorted())
  expect(groups.map(({ group }) => group)).toEqual(['credential', 'access', 'permissions', 'cloudflare'])
  for (const { code, anchor } of catalogue) expect(anchor).toBe(anchorOf(code))
})

test('every entry has an anchor, a heading and a meaning of its own', () => {
  const anchors = catalogue.map(({ anchor }) => anchor)
  expect(new Set(anchors).size).toBe(catalogue.length)
  expect(new Set(catalogue.map(({ title }) => title)).size).toBe(catalogue.length)
  for (const { code, anchor, title, sentence, meaning, help, step, links } of catalogue) {
    expect(anchor, code).toMatch(/^[a-z][a-z0-9-]+$/)
    expect(title, code).toMatch(/^\p{Lu}[^.]{5,60}$/u)
    for (const text of [sentence, meaning, ...(help ? [help] : []), ...(step ? [step] : [])]) {
      expect(text, code).toMatch(/[.”]$/)
      expect(text, code).not.toMatch(/undefined|null|NaN/)
    }
    for (const { href } of links) expect(href, code).toMatch(/^https:\/\/dash\.cloudflare\.com\//)
  }
})

const byText = catalogueByText(groups)
const meaningsOf = (code: number | string | null, text: string) =>
  byText.find((said) => said.code === code && said.text === text)?.means.map(({ anchor }) => anchor) ?? []

test.each<[number | string | null, string, string[]]>([
  [
    10000,
    'Authentication error',
    ['permission-missing', 'ids-swapped', 'zone-id-as-account-id', 'audit-log-forbidden', 'token-spreading'],
  ],
  [6003, 'Invalid request headers', ['malformed-header', 'key-malformed', 'key-in-token-field']],
  [9109, 'Unauthorized to access requested resource', ['account-not-reachable', 'permission-missing']],
  [9109, 'Cannot use the access token from location: …', ['ip-filtered']],
  [9109, 'Max auth failures reached, please check your Authorization header', ['locked-out']],
  [1000, 'Invalid API Token', ['token-unknown', 'account-token-unknown']],
  [9103, 'Unknown X-Auth-Key or X-Auth-Email', ['key-or-email-unknown']],
  [971, 'Please wait and consider throttling your request speed', ['rate-limited']],
  [1011, '… endpoint does not support account owned tokens.', ['account-token-not-taken']],
  ['HTTP 520', 'Web server is returning an unknown error', ['edge-error']],
])('who has only %s “%s” finds what it can be', (code, text, anchors) => {
  expect(meaningsOf(code, text)).toEqual(expect.arrayContaining(anchors))
})

test('each text stands once, by its code', () => {
  const keys = byText.map(({ code, text }) => `${code} ${text}`)
  expect(new Set(keys).size).toBe(keys.length)
  const numbers = byText.flatMap(({ code }) => (typeof code === 'number' ? [code] : []))
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  expect(byText.findIndex(({ code }) => code === null)).toBeGreaterThan(numbers.length)
})
