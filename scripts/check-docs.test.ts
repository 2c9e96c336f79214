import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import {
  cryptoFiles,
  differences,
  findDeadReferences,
  findMissingProofs,
  namesInTables,
  settingsExplained,
  settingsRead,
} from '#scripts/check-docs.ts'
import { parseSource } from '#scripts/check-source.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const dead = (text: string) => findDeadReferences(root, 'docs/a.md', text, ['check'])

test.for([
  ['see `lib/gone.ts`', 'lib/gone.ts'],
  ['see `lib/gone/*.ts`', 'lib/gone/*.ts'],
  ['see `gone.json`', 'gone.json'],
  ['[here](gone.md)', 'docs/gone.md'],
  ['![picture](../public/gone.png)', 'public/gone.png'],
  ['`npm run gone`', 'npm run gone'],
])('a document must not name what is not there: %s', ([text = '', what = '']) => {
  expect(dead(`\n${text}`)).toEqual([`docs/a.md:2 names ${what}, which does not exist.`])
})

test('what is there may be named', () => {
  expect(
    dead(
      '`lib/env.ts` `lib/*.ts` `biome.json` [a](../package.json#scripts) [b](https://example.com) `npm run check`',
    ),
  ).toEqual([])
})

test('a dependency or a setting in one list only is named', () => {
  const here = { names: ['a', 'b'], what: 'one' }
  const there = { names: namesInTables('| Name | Why |\n|---|---|\n| `b` | x |\n| `c` | y |\n'), what: 'two' }
  expect(differences(here, there)).toEqual([
    'a stands in one, but not in two.',
    'c stands in two, but not in one.',
  ])
})

test('settings are read from schema and example; one without a sentence does not count', () => {
  const env = parseSource(
    'lib/env.ts',
    'const a = { PORT: z.string(), other: 1 }; const b = z.object({ ...a, SMTP_URL: z.url() })',
  )
  expect(settingsRead(env)).toEqual(['PORT', 'SMTP_URL'])
  expect(settingsExplained('# Where.\nPORT=3000\n\n# How.\n#SMTP_URL=\n\nLOST=1\n')).toEqual([
    'PORT',
    'SMTP_URL',
  ])
})

test('every use of cryptography is seen, those of tests are not asked for', () => {
  const files = {
    'lib/a.ts': "import { createHash } from 'node:crypto'",
    'lib/b.ts': "import { sealTo } from '@hpke/core'",
    'lib/c.ts': "await crypto.subtle.digest('SHA-256', bytes)",
    'lib/d.ts': "import { join } from 'node:path'",
    'lib/e.test.ts': "import 'node:crypto'",
  }
  const tree = new Map(Object.entries(files).map(([path, text]) => [path, parseSource(path, text)]))
  expect(cryptoFiles(tree)).toEqual(['lib/a.ts', 'lib/b.ts', 'lib/c.ts'])
})

const proof = '`lib/a.test.ts` “it holds”'
const table = (cellOf: (number: number) => string) =>
  Array.from({ length: 20 }, (_, index) => `| ${index + 1} | x | y | ${cellOf(index + 1)} |\n`).join('')
const readTest = (path: string) =>
  path === 'lib/a.test.ts'
    ? "test('it holds', () => {})\n// it is said\ntest.each([1])(\n  '%i holds',\n () => {})"
    : null

test('each of the twenty complaints names a test that exists', () => {
  expect(
    findMissingProofs(
      table(() => `${proof}, \`lib/a.test.ts\` “%i holds”`),
      readTest,
    ),
  ).toEqual([])
})

test.for([
  ['no test', 'x', 'Complaint 7 names no test.'],
  [
    'another title',
    '`lib/a.test.ts` “it hold”',
    'Complaint 7 names “it hold”, which is no test of lib/a.test.ts.',
  ],
  [
    'words that are no title',
    '`lib/a.test.ts` “it is said”',
    'Complaint 7 names “it is said”, which is no test of lib/a.test.ts.',
  ],
  [
    'another file',
    '`lib/b.test.ts` “it holds”',
    'Complaint 7 names “it holds”, which is no test of lib/b.test.ts.',
  ],
])('a complaint with %s is found', ([, cell = '', sentence = '']) => {
  expect(
    findMissingProofs(
      table((number) => (number === 7 ? cell : proof)),
      readTest,
    ),
  ).toEqual([sentence])
})

test('a complaint that is left out is missed', () => {
  const text = table(() => proof).replace(/^\| 20 .*\n/m, '')
  expect(findMissingProofs(text, readTest)).toEqual(['The complaints are not numbered from 1 to 20.'])
})
