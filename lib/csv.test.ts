import { expect, test } from 'vitest'
import { csvLine } from '#lib/csv.ts'

test('cells are separated by commas, and a line ends as RFC 4180 says', () => {
  expect(csvLine(['Harbor Bank', 12, null, ''])).toBe('Harbor Bank,12,,\r\n')
})

test('commas, quotes and line breaks stay inside their cell', () => {
  expect(csvLine(['a,b', 'say "no"', 'two\nlines', 'two\r\nlines'])).toBe(
    '"a,b","say ""no""","two\nlines","two\r\nlines"\r\n',
  )
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1', '＋1', '－1', '＠SUM'])(
  'the text %j is no formula in a spreadsheet',
  (text) => {
    expect(csvLine([text])).toBe(`'${text}\r\n`)
  },
)

test.each(['\rx', '\n=1'])('the text %j is quoted and no formula', (text) => {
  expect(csvLine([text])).toBe(`"'${text}"\r\n`)
})

test('a formula with quotes is both', () => {
  expect(csvLine(['=HYPERLINK("https://evil.example","open")'])).toBe(
    '"\'=HYPERLINK(""https://evil.example"",""open"")"\r\n',
  )
})

test('a negative number stays a number', () => {
  expect(csvLine([-1.5])).toBe('-1.5\r\n')
})
