import { codeRules } from '#scripts/check-code.ts'
import { type ImportRule, importRules } from '#scripts/check-imports.ts'
import { lineOf, matches, type SourceFile, type Tree } from '#scripts/check-source.ts'

export interface Violation {
  rule: string
  path: string
  line: number
  why: string
}

/** All rules by name: each has a planted violation in boundaries.test.ts. */
export const ruleNames = [...importRules, ...codeRules].map(({ name }) => name)

/** Where the tree breaks a rule about who imports whom, or about what stands in a file. */
export function findViolations(tree: Tree): Violation[] {
  return [...tree.values()].flatMap((file) => [...importViolations(file), ...codeViolations(file, tree)])
}

function importViolations(file: SourceFile): Violation[] {
  return importRules
    .filter(({ from, except }) => matches(file.path, from) && !matches(file.path, except))
    .flatMap((rule) => forbiddenImports(file, rule))
}

function forbiddenImports({ path, text, imports }: SourceFile, { name, why, to }: ImportRule): Violation[] {
  const found = imports.filter(({ target }) => target !== path && matches(target, to))
  return found.map(({ node, specifier }) => ({
    rule: name,
    path,
    line: lineOf(text, node.start),
    why: `${why} Imported here: ${specifier}`,
  }))
}

function codeViolations(file: SourceFile, tree: Tree): Violation[] {
  return codeRules.flatMap(({ name, why, find }) =>
    find(file, tree).map((node) => ({
      rule: name,
      path: file.path,
      line: lineOf(file.text, node.start),
      why,
    })),
  )
}
