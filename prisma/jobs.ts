import { readFile } from 'node:fs/promises'
import { runMigrations } from 'graphile-worker'
import { Client, escapeIdentifier } from 'pg'
import { roleNames } from '#prisma/roles.ts'
import { runScript } from '#prisma/schema-engine.ts'

/**
 * Sets up the queue. graphile-worker protects its own tables by row-level security, so its migrations have to
 * be run by the role that works the queue; that role may create in the database for just this moment. The
 * function through which web and staff enqueue belongs to it too (jobs.sql).
 */
export async function provisionJobs(ownerUrl: string, workerUrl: string): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  const database = escapeIdentifier(owner.database ?? 'postgres')
  const worker = escapeIdentifier(roleNames.worker)
  await owner.query(`grant create on database ${database} to ${worker}`)
  try {
    await runMigrations({ connectionString: workerUrl })
    await runScript(workerUrl, await readFile(new URL('./jobs.sql', import.meta.url), 'utf8'))
  } finally {
    await owner.query(`revoke create on database ${database} from ${worker}`)
    await owner.end()
  }
}
