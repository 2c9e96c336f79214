import { expect, test } from 'vitest'
import { failureCatalogue } from '#lib/cloudflare/failure-catalogue.ts'

const catalogue = failureCatalogue()

test('every failure has an entry with an anchor, a heading and a meaning of its own', () => {
  const anchors = catalogue.map(({ anchor }) => anchor)
  expect(new Set(anchors).size).toBe(catalogue.length)
  expect(new Set(catalogue.map(({ title }) => title)).size).toBe(catalogue.length)
  for (const { code, anchor, title, sentence, meaning, help, step } of catalogue) {
    expect(anchor, code).toMatch(/^[a-z][a-z0-9-]+$/)
    expect(title, code).toMatch(/^\p{Lu}[^.]{5,60}$/u)
    for (const text of [sentence, meaning, ...(help ? [help] : []), ...(step ? [step] : [])]) {
      expect(text, code).toMatch(/[.”]$/)
      expect(text, code).not.toMatch(/undefined|null|NaN/)
    }
  }
})

test('Cloudflare’s own texts can be looked up', () => {
  const all = JSON.stringify(catalogue)
  for (const text of [
    '6111',
    '6103',
    '9103',
    '10000',
    '10001',
    '971',
    'Cannot use the access token from location',
  ]) {
    expect(all).toContain(text)
  }
})
