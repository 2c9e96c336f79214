import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantedLint } from '#scripts/planted.testing.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const biome = join(root, 'node_modules/.bin/biome')

/** Where a rule is switched off on purpose: the same text breaks nothing there. */
const allowed: readonly [rule: string, path: string][] = [
  ['noProcessEnv', 'lib/env.ts'],
  ['noConsole', 'scripts/print.ts'],
  ['noDefaultExport', 'app/page.tsx'],
  ['noExcessiveLinesPerFunction', 'lib/long.test.ts'],
]

let folder = ''
let found = new Map<string, Set<string>>()

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'))
  for (const file of ['biome.json', 'package.json', '.gitignore'])
    copyFileSync(join(root, file), join(folder, file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [path, text] of Object.values(plantedLint)) plant(path, text)
  for (const [rule, path] of allowed) plant(path, plantedLint[rule]?.[1] ?? '')
  plant('lib/cycle-back.ts', "import { a } from '#lib/cycle.ts'\nexport const b = () => a\n")
  plant('lib/other.ts', 'export interface A { b: 1 }\nexport const a = 1\n')
  found = lint()
}, 30_000)

afterAll(() => rmSync(folder, { recursive: true }))

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), `${text}\n`)
}

function lint(): Map<string, Set<string>> {
  const run = spawnSync(biome, ['lint', '--reporter=github', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const byPath = new Map<string, Set<string>>()
  for (const [, rule = '', file = ''] of run.stdout.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+),/g)) {
    const path = file.replace(`${folder}/`, '')
    byPath.set(path, (byPath.get(path) ?? new Set()).add(rule))
  }
  return byPath
}

test('every rule that biome.json sets has a planted violation', () => {
  const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')) as {
    linter: { rules: Record<string, string | Record<string, unknown>> }
  }
  const groups = Object.values(config.linter.rules).filter((group) => typeof group !== 'string')
  const rules = groups.flatMap((group) =>
    Object.entries(group).flatMap(([rule, level]) => (level === 'off' ? [] : [rule])),
  )
  expect(Object.keys(plantedLint).sort()).toEqual(rules.sort())
})

test.for(Object.entries(plantedLint))('fires on its planted violation: %s', ([rule, [path]]) => {
  expect([...(found.get(path) ?? [])]).toContain(rule)
})

test.for(allowed)('%s is allowed in %s', ([rule, path]) => {
  expect([...(found.get(path) ?? [])]).not.toContain(rule)
})
