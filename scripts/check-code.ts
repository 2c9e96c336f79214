import { tests } from '#scripts/check-imports.ts'
import { isServerFile, unmarkedServerFiles } from '#scripts/check-server.ts'
import {
  type Import,
  isNamed,
  isNode,
  matches,
  type Node,
  type SourceFile,
  type Tree,
  textOf,
} from '#scripts/check-source.ts'

/** A rule about what stands in a file, where it is not just who imports whom. */
export interface CodeRule {
  name: string
  why: string
  find(file: SourceFile, tree: Tree): Node[]
}

const actionMakers = ['publicAction', 'memberAction', 'staffAction', 'adminAction']

export const codeRules: readonly CodeRule[] = [
  {
    name: 'imports can be read',
    why: 'A computed specifier, require() or a detour in the path hides from these rules where it leads.',
    find: ({ imports, nodes }) => [
      ...imports.filter(({ specifier }) => isUnreadable(specifier)).map(({ node }) => node),
      ...nodes.filter((node) => calls(node, 'require') || calls(node, 'createRequire')),
    ],
  },
  {
    name: 'server files say so',
    why: "A lib or worker file that loads server code begins with import 'server-only', so that no browser bundle can take it in.",
    find: (file, tree) => (mustBeMarked(file, tree) ? [file.program] : []),
  },
  {
    name: 'browser code imports no server code',
    why: "'use client' files and components are sent to the browser.",
    find: (file, tree) => {
      const inBrowser = directiveOf(file) === 'use client' || file.path.startsWith('components/')
      return inBrowser ? serverImports(file, tree).map(({ node }) => node) : []
    },
  },
  {
    name: 'server actions come from the wrapper',
    why: 'lib/action.ts checks origin, session, role, limits and input; an action of its own would check nothing. Signing out takes no input and ends only the own session.',
    find: (file) =>
      directiveOf(file) === 'use server' ? exportsOf(file).filter((node) => !isWrapped(node)) : [],
  },
  {
    name: 'no unsafe raw SQL',
    why: 'Values belong into the tagged template, which sends them apart from the statement.',
    find: ({ nodes }) =>
      nodes.filter(
        (node) => /^\$(?:query|execute)RawUnsafe$/.test(nameOf(node)) || isMember(node, 'Prisma', 'raw'),
      ),
  },
  {
    name: 'deciphers name their tag length',
    why: 'Without authTagLength Node accepts a tag of four bytes.',
    find: ({ nodes }) => nodes.filter((node) => calls(node, 'createDecipheriv') && !hasTagLength(node)),
  },
  {
    name: 'fetch has one place',
    why: 'The client of lib/cloudflare is the one way out of the product; the wizard and the bulk page ask the portal itself, by questions that can be called off.',
    find: ({ path, nodes }) => {
      const isProduct = matches(path, ['app/**', 'components/**', 'lib/**', 'worker/**', 'web/**', '*.ts'])
      if (
        !isProduct ||
        matches(path, [
          ...tests,
          'lib/cloudflare/client.ts',
          'app/integrations/new/ask-discovery.ts',
          'app/admin/bulk/ask-bulk.ts',
        ])
      )
        return []
      return nodes.filter((node) => calls(node, 'fetch') || isMember(node, 'globalThis', 'fetch'))
    },
  },
  {
    name: 'the environment is not taken apart',
    why: 'process.env by another name would pass by the rule that lib/env.ts alone reads it.',
    find: ({ nodes }) => nodes.filter(takesEnvironmentApart),
  },
  {
    name: 'instrumentation reads NEXT_RUNTIME only',
    why: 'Next replaces that one while building; settings are read by lib/env.ts.',
    find: ({ path, nodes }) => (path === 'instrumentation.ts' ? nodes.filter(readsAnotherVariable) : []),
  },
  {
    name: 'no module mocks',
    why: 'What is needed comes in as an argument; a mock would test itself.',
    find: ({ nodes }) =>
      nodes.filter((node) => ['mock', 'doMock'].some((name) => isMember(node, 'vi', name))),
  },
]

function isUnreadable(specifier: string | null): boolean {
  return specifier === null || (specifier.startsWith('#') && /\/\.{0,2}\//.test(specifier))
}

function mustBeMarked(file: SourceFile, tree: Tree): boolean {
  if (!matches(file.path, ['lib/**', 'worker/**', 'web/start.ts']) || matches(file.path, tests)) return false
  if (file.path in unmarkedServerFiles) return false
  const [first] = file.program['body'] as Node[]
  if (first?.type === 'ImportDeclaration' && textOf(first['source']) === 'server-only') return false
  return serverImports(file, tree).length > 0
}

function serverImports(file: SourceFile, tree: Tree): Import[] {
  return file.imports.filter(({ target, typeOnly }) => !typeOnly && isServerFile(target, tree))
}

function directiveOf(file: SourceFile): string | undefined {
  const [first] = file.program['body'] as Node[]
  return typeof first?.['directive'] === 'string' ? first['directive'] : undefined
}

/** What a module exports, one node per name; types are none. */
function exportsOf(file: SourceFile): Node[] {
  const exported = (file.program['body'] as Node[]).filter(
    (node) => node.type.startsWith('Export') && node['exportKind'] !== 'type',
  )
  return exported.flatMap((node) => {
    const declaration = node['declaration']
    if (!isNode(declaration)) return [node]
    return declaration.type === 'VariableDeclaration'
      ? (declaration['declarations'] as Node[])
      : [declaration]
  })
}

function isWrapped(node: Node): boolean {
  if (isNode(node['id']) && nameOf(node['id']) === 'signOutAction') return true
  const { init } = node as { init?: unknown }
  return isNode(init) && actionMakers.some((name) => calls(init, name))
}

function hasTagLength(call: Node): boolean {
  const [, , , options] = call['arguments'] as unknown[]
  if (!isNode(options) || options.type !== 'ObjectExpression') return false
  return (options['properties'] as Node[]).some(({ key }) => isNamed(key, 'authTagLength'))
}

function takesEnvironmentApart(node: Node): boolean {
  if (node.type === 'ImportDeclaration' && /^(?:node:)?process$/.test(textOf(node['source']) ?? ''))
    return true
  if (node.type !== 'VariableDeclarator' || !isNode(node['id']) || node['id'].type !== 'ObjectPattern')
    return false
  return isNamed(node['init'], 'process')
}

function readsAnotherVariable(node: Node): boolean {
  if (
    node.type !== 'MemberExpression' ||
    !isNode(node['object']) ||
    !isMember(node['object'], 'process', 'env')
  )
    return false
  const { property } = node
  return textOf(property) !== 'NEXT_RUNTIME' && !isNamed(property, 'NEXT_RUNTIME')
}

function nameOf(node: Node): string {
  return typeof node['name'] === 'string' ? node['name'] : node.type === 'Literal' ? (textOf(node) ?? '') : ''
}

function calls(node: Node, name: string): boolean {
  if (node.type !== 'CallExpression' || !isNode(node['callee'])) return false
  return isNamed(node['callee'], name) || isNamed(node['callee']['property'], name)
}

function isMember(node: Node, object: string, property: string): boolean {
  return (
    node.type === 'MemberExpression' && isNamed(node['object'], object) && isNamed(node['property'], property)
  )
}
