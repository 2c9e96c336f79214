import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { findViolations, ruleNames } from '#scripts/check-boundaries.ts'
import { importRules, tests } from '#scripts/check-imports.ts'
import { unmarkedServerFiles } from '#scripts/check-server.ts'
import { listFiles, parseSource, readTree } from '#scripts/check-source.ts'
import { plantedBoundaries } from '#scripts/planted.testing.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

function rulesBrokenBy(files: Readonly<Record<string, string>>): string[] {
  const tree = new Map(Object.entries(files).map(([path, text]) => [path, parseSource(path, text)]))
  return [...new Set(findViolations(tree).map(({ rule }) => rule))]
}

test('every rule has a planted violation', () => {
  expect(Object.keys(plantedBoundaries)).toEqual(ruleNames)
})

test.for(Object.entries(plantedBoundaries))(
  'fires on its planted violation, and alone: %s',
  ([rule, files]) => {
    expect(rulesBrokenBy(files)).toEqual([rule])
  },
)

test.for([
  ["import { openCredential } from '#lib/vault/open.ts'"],
  ["import type { A } from '#lib/vault/open.ts'"],
  ["import {\n  openCredential,\n} from '#lib/vault/open.ts'"],
  ["export { openCredential } from '#lib/vault/open.ts'"],
  ["export * from '#lib/vault/open.ts'"],
  ["await import('#lib/vault/open.ts')"],
  ['await import(`#lib/vault/open.ts`)'],
  ["type A = typeof import('#lib/vault/open.ts')"],
  ["import '../lib/vault/open.ts'"],
  ["import '#app/../lib/vault/open.ts'"],
])('sees every spelling of an import: %s', ([text = '']) => {
  expect(rulesBrokenBy({ 'app/a.ts': text })).toContain('only the worker opens credentials')
})

test('what is allowed passes', () => {
  expect(
    rulesBrokenBy({
      'worker/a.ts': "import 'server-only'\nimport { openCredential } from '#lib/vault/open.ts'",
      'app/integrations/[id]/page.tsx':
        "import { b } from '#app/integrations/[id]/b.tsx'\nimport { c } from '#components/c.tsx'",
      'app/actions.ts': "'use server'\nexport const a = memberAction({})\nexport type B = string",
      'components/c.tsx': "import type { V } from '#lib/integrations/view.ts'",
      'lib/a.ts': "import 'server-only'\nimport { env } from '#lib/env.ts'\ntx.$queryRaw`select 1`",
      'lib/b.ts': "createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 })",
    }),
  ).toEqual([])
})

// Hundreds of files are parsed, which takes a while on a machine that has other things to do.
test('the repository breaks no rule', { timeout: 60_000 }, () => {
  const files = listFiles(root)
  expect(files.length).toBeGreaterThan(200)
  expect(findViolations(readTree(root, files))).toEqual([])
})

test('no exception outlives its file', () => {
  const named = importRules
    .flatMap(({ except }) => except)
    .filter((glob) => !tests.includes(glob) && !/[*{]/.test(glob))
  for (const path of [...named, ...Object.keys(unmarkedServerFiles)])
    expect(existsSync(`${root}${path}`), path).toBe(true)
  for (const path of Object.keys(unmarkedServerFiles)) {
    expect(readFileSync(`${root}${path}`, 'utf8'), path).not.toMatch(/^import 'server-only'/)
  }
})
