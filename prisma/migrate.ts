import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import { noFilters, withSchemaEngine } from '#prisma/schema-engine.ts'

const folder = fileURLToPath(new URL('./migrations/', import.meta.url))

/**
 * Applies the migrations that the database does not have yet, as `prisma migrate deploy` does.
 *
 * @param ownerUrl connection string of the role that owns the tables.
 * @returns the names of the migrations applied now.
 * @throws when a migration fails; what stood before stays.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations()
  return withSchemaEngine(ownerUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilters })
    return appliedMigrationNames
  })
}

async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => {
      const value = await readFile(`${folder}${path}/migration.sql`, 'utf8')
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
    }),
  )
  const content = await readFile(`${folder}migration_lock.toml`, 'utf8')
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content },
    shadowDbInitScript: '',
    migrationDirectories,
  }
}
