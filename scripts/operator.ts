import { type Database, openDatabase } from '#lib/database.ts'
import { operatorEnv } from '#lib/env.ts'
import { prepare } from '#scripts/prepare.ts'

/**
 * Runs a command of the operator as the owner of the database, prints its sentence, and ends. With an embedded
 * database the portal must be stopped or, when it runs, its DATABASE_URL given: two servers cannot share one folder.
 */
export async function runAsOperator(command: (database: Database) => Promise<string>): Promise<void> {
  const env = operatorEnv()
  const prepared = await prepare(env.DATA_DIR, env.DATABASE_URL)
  const database = openDatabase(prepared.ownerUrl, 2)
  try {
    process.stdout.write(`${await command(database)}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  } finally {
    await database.close()
    await prepared.stop()
  }
}
