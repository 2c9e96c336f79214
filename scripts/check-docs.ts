import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { tests } from '#scripts/check-imports.ts'
import { lineOf, matches, type SourceFile, type Tree } from '#scripts/check-source.ts'

const topFolders = 'app|bench|components|docs|e2e|lib|prisma|public|scripts|tests|web|worker'
const cited = new RegExp(
  `^(?:(?:${topFolders})/[^\\s:]*|\\w[\\w.-]*\\.(?:ts|json|md|mjs|prisma)|\\.(?:env\\.example|npmrc|gitignore))$`,
)

/** Paths and npm commands that a document names and that are not there. */
export function findDeadReferences(
  root: string,
  document: string,
  text: string,
  commands: string[],
): string[] {
  const dead = (offset: number, what: string) =>
    `${document}:${lineOf(text, offset)} names ${what}, which does not exist.`
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(({ 1: span = '', index }) => ({ path: span, index }))
  const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(({ 1: link = '', index }) => ({
    path: posix.join(posix.dirname(document), link),
    index,
    isUrl: /^[a-z]+:/.test(link),
  }))
  const paths = [...spans.filter(({ path }) => cited.test(path)), ...links.filter(({ isUrl }) => !isUrl)]
  const runs = [...text.matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)/g)]
  return [
    ...paths.filter(({ path }) => !exists(root, path)).map(({ path, index }) => dead(index, path)),
    ...runs
      .filter(({ 1: name = '' }) => !commands.includes(name))
      .map(({ 0: run, index }) => dead(index, run)),
  ]
}

function exists(root: string, path: string): boolean {
  return path.includes('*') ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path))
}

/** Names of the first column of a document's tables, which are code: `| \`name\` | …`. */
export function namesInTables(text: string): string[] {
  return [...text.matchAll(/^\| `([^`]+)` \|/gm)].flatMap(({ 1: name }) => (name ? [name] : []))
}

/** Names in one of two lists only, as sentences. */
export function differences(
  here: { names: string[]; what: string },
  there: { names: string[]; what: string },
): string[] {
  const missing = (from: typeof here, to: typeof here) =>
    from.names
      .filter((name) => !to.names.includes(name))
      .map((name) => `${name} stands in ${from.what}, but not in ${to.what}.`)
  return [...missing(here, there), ...missing(there, here)]
}

/** The settings that lib/env.ts reads: the keys in capitals of its schemas. */
export function settingsRead(env: SourceFile): string[] {
  const keys = env.nodes
    .filter(({ type }) => type === 'Property')
    .map(({ key }) => (key as { name?: string }).name ?? '')
  return [...new Set(keys.filter((name) => /^[A-Z][A-Z0-9_]+$/.test(name)))]
}

/** The settings of `.env.example`: each a line, set or commented out, right below a sentence about it. */
export function settingsExplained(text: string): string[] {
  return [...text.matchAll(/^# .+\n#?([A-Z][A-Z0-9_]+)=/gm)].flatMap(({ 1: name }) => (name ? [name] : []))
}

/** Product files that use cryptography: by an import, or through the global object. */
export function cryptoFiles(tree: Tree): string[] {
  const uses = ({ imports, text }: SourceFile) =>
    /\bcrypto\.(?:subtle|getRandomValues|randomUUID)\b/.test(text) ||
    imports.some(({ target }) => matches(target, ['node:crypto', 'jose', 'jose/**', '@hpke/**']))
  return [...tree.values()].filter((file) => !matches(file.path, tests) && uses(file)).map(({ path }) => path)
}

/** Rows of the complaints without a proof, numbers that are missing, and tests that do not exist under their name. */
export function findMissingProofs(text: string, read: (path: string) => string | null): string[] {
  const rows = [...text.matchAll(/^\| (\d+) \|.*\| ([^|]*) \|$/gm)]
  const numbers = rows.map(({ 1: number }) => Number(number))
  const expected = Array.from({ length: complaints }, (_, index) => index + 1)
  const wrongNumbers =
    numbers.join() === expected.join() ? [] : [`The complaints are not numbered from 1 to ${complaints}.`]
  const wrongProofs = rows.flatMap(({ 1: number = '', 2: cell = '' }) => {
    const proofs = [...cell.matchAll(/`([^`]+)` “([^”]+)”/g)]
    if (proofs.length === 0) return [`Complaint ${number} names no test.`]
    return proofs
      .filter(({ 1: path = '', 2: title = '' }) => !hasTest(read(path), title))
      .map(({ 1: path, 2: title }) => `Complaint ${number} names “${title}”, which is no test of ${path}.`)
  })
  return [...wrongNumbers, ...wrongProofs]
}

const complaints = 20

/** The title as the whole first argument of a test, or of what makes tests from a list. */
function hasTest(code: string | null, title: string): boolean {
  const opened = code?.replaceAll(/\(\s+/g, '(')
  return ["'", '"', '`'].some((quote) => opened?.includes(`(${quote}${title}${quote},`))
}

/** Everything that documents say about the tree and that is not so. */
export function findWrongDocs(root: string, files: string[], tree: Tree): string[] {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const manifest = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies' | 'scripts',
    Record<string, string>
  >
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  const env = tree.get('lib/env.ts')
  const inventory = namesInTables(read('docs/crypto-inventory.md'))
  const documents = files.filter((path) => path.endsWith('.md'))
  const readTest = (path: string) => (existsSync(join(root, path)) ? read(path) : null)
  return [
    ...findMissingProofs(read('docs/complaints.md'), readTest),
    ...documents.flatMap((path) => findDeadReferences(root, path, read(path), Object.keys(manifest.scripts))),
    ...differences(
      { names: dependencies, what: 'package.json' },
      { names: namesInTables(read('docs/dependencies.md')), what: 'docs/dependencies.md' },
    ),
    ...differences(
      { names: env ? settingsRead(env) : [], what: 'lib/env.ts' },
      { names: settingsExplained(read('.env.example')), what: '.env.example' },
    ),
    ...differences(
      { names: cryptoFiles(tree), what: 'the code as using cryptography' },
      { names: inventory, what: 'docs/crypto-inventory.md' },
    ),
  ]
}
