/** What neither compiler nor linter can say: boundaries, secrets, and whether the documents are true. Part of `npm run check`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findViolations } from '#scripts/check-boundaries.ts'
import { findWrongDocs } from '#scripts/check-docs.ts'
import { findSecrets } from '#scripts/check-secrets.ts'
import { listFiles, readTree } from '#scripts/check-source.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const files = listFiles(root)
const tree = readTree(root, files)

const problems = [
  ...findViolations(tree).map(({ path, line, rule, why }) => `${path}:${line} ${rule}. ${why}`),
  ...files
    .flatMap((path) => findSecrets(path, readFileSync(join(root, path), 'utf8')))
    .map(({ path, line, name }) => `${path}:${line} looks like ${name}.`),
  ...findWrongDocs(root, files, tree),
]
for (const problem of problems) console.error(problem)
console.log(`${files.length} files checked, ${problems.length} problems.`)
process.exitCode = problems.length > 0 ? 1 : 0
