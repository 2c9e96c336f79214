import { expect, test } from 'vitest'
import { plainLines } from '#lib/notes/plain-lines.ts'

test.each([
  ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
  ['  a\tb  ', 'a b'],
  ['a\n\n\n\nb', 'a\n\nb'],
  ['right\u202eto left\u0000\u001b[31m', 'rightto left[31m'],
  ['Grüße, 東京 🙂', 'Grüße, 東京 🙂'],
])('%j becomes %j', (text, plain) => {
  expect(plainLines(text)).toBe(plain)
})
