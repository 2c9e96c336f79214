import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, matchesGlob, posix } from 'node:path'
import { parseSync } from 'vite'

/** A node of the syntax tree (ESTree with TypeScript's own nodes). */
export interface Node {
  type: string
  start: number
  [part: string]: unknown
}

export interface Import {
  /** As written; null when it is computed. */
  specifier: string | null
  /** A path from the root of the repository, or the name of a package. */
  target: string
  /** Gone after compiling. `import { type A }` is not: the module is still loaded. */
  typeOnly: boolean
  node: Node
}

export interface SourceFile {
  path: string
  text: string
  program: Node
  nodes: Node[]
  imports: Import[]
}

export type Tree = ReadonlyMap<string, SourceFile>

/** The source files among `files`, parsed. */
export function readTree(root: string, files: string[]): Tree {
  const sources = files.filter((path) => /\.(?:ts|tsx|mjs)$/.test(path))
  return new Map(sources.map((path) => [path, parseSource(path, readFileSync(join(root, path), 'utf8'))]))
}

/** One file as if it stood at `path`. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path} cannot be parsed: ${errors[0].message}`)
  const nodes = [...nodesOf(program)]
  const imports = nodes.flatMap((node): Import[] => {
    const found = importIn(node)
    if (!found) return []
    return [{ ...found, node, target: targetOf(path, found.specifier) }]
  })
  return { path, text, program: program as unknown as Node, nodes, imports }
}

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

export function matches(path: string, globs: readonly string[]): boolean {
  // A route's folder such as [id] is a name here, not a set of letters.
  const plain = path.replaceAll(/[[\]]/g, '_')
  return globs.some((glob) => matchesGlob(plain, glob))
}

/** Every file below `root` that `.gitignore` does not name, as a path from there. */
export function listFiles(root: string): string[] {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .flatMap((line) => (line.trim() ? [line.trim().replace(/\/$/, '')] : []))
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = posix.join(folder, entry.name)
      if (entry.name === '.git' || ignored.some((glob) => matchesGlob(path, glob) || basename(path) === glob))
        return []
      if (ignored.some((glob) => matchesGlob(entry.name, glob))) return []
      return entry.isDirectory() ? walk(path) : [path]
    })
  return walk('').sort()
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const part of value) yield* nodesOf(part)
  } else if (isNode(value)) {
    yield value
    for (const part of Object.values(value)) yield* nodesOf(part)
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function importIn(node: Node): { specifier: string | null; typeOnly: boolean } | null {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: textOf(node['source']), typeOnly: node['importKind'] === 'type' }
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node['source']
        ? { specifier: textOf(node['source']), typeOnly: node['exportKind'] === 'type' }
        : null
    case 'ImportExpression':
      return { specifier: textOf(node['source']), typeOnly: false }
    case 'TSImportType':
      return { specifier: textOf(node['source'] ?? node['argument']), typeOnly: true }
    case 'CallExpression': {
      const [first] = node['arguments'] as unknown[]
      return isNamed(node['callee'], 'require') ? { specifier: textOf(first), typeOnly: false } : null
    }
    default:
      return null
  }
}

/** The value of a string that is written out; null for anything computed. */
export function textOf(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'TSLiteralType') return textOf(node['literal'])
  if (node.type === 'TemplateLiteral') {
    const [only, ...more] = node['quasis'] as { value: { cooked: string } }[]
    return only && more.length === 0 ? only.value.cooked : null
  }
  return typeof node['value'] === 'string' ? node['value'] : null
}

export function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node['name'] === name
}

function targetOf(path: string, specifier: string | null): string {
  if (specifier === null) return ''
  if (specifier.startsWith('#')) return posix.normalize(specifier.slice(1))
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier)
  return specifier
}
