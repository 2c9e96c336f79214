/**
 * `npm run db:migration -- name`: writes the SQL from the schema that the last migration arrived at, which is kept
 * beside it, to what schema.prisma says now.
 */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbeddedPostgres } from '#prisma/embedded.ts'
import { noFilters, withSchemaEngine } from '#prisma/schema-engine.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const name = process.argv[2]?.replace(/[^a-z0-9]+/gi, '_').toLowerCase()
if (!name) {
  process.stderr.write('Call it so: npm run db:migration -- what_changes\n')
  process.exit(1)
}

const entries = await readdir(here('./migrations'), { withFileTypes: true })
const last = entries
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()
  .at(-1)
const sql = await difference(here(`./migrations/${last}/schema.prisma`), here('./schema.prisma'))
if (sql === null) {
  process.stdout.write('The schema has not changed.\n')
} else {
  const folder = here(`./migrations/${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`)
  await mkdir(folder)
  await writeFile(`${folder}/migration.sql`, sql)
  await copyFile(here('./schema.prisma'), `${folder}/schema.prisma`)
  process.stdout.write(`Written: ${folder}\nAdd what the schema cannot say: policies, grants, checks.\n`)
}

async function difference(from: string, to: string): Promise<string | null> {
  // Two files are compared, but the engine does not open without a server that answers.
  const folder = await mkdtemp(join(tmpdir(), 'aquila-migration-'))
  const postgres = await startEmbeddedPostgres(folder)
  try {
    const { stdout, exitCode } = await withSchemaEngine(postgres.ownerUrl, async (engine) =>
      engine.diff({
        from: {
          tag: 'schemaDatamodel',
          files: [{ path: 'schema.prisma', content: await readFile(from, 'utf8') }],
        },
        to: {
          tag: 'schemaDatamodel',
          files: [{ path: 'schema.prisma', content: await readFile(to, 'utf8') }],
        },
        script: true,
        exitCode: true,
        filters: noFilters,
      }),
    )
    return exitCode === 2 ? stdout : null
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true })
  }
}
