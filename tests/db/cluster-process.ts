/** Runs the PostgreSQL of the database tests in a temporary folder until the process that started it is gone. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '#prisma/embedded.ts'
import { prepare } from '#scripts/prepare.ts'
import { type Cluster, templateName } from '#tests/db/provided.ts'

const dataDir = await mkdtemp(join(tmpdir(), 'aquila-db-test-'))
let stop = async () => {}
process.once('disconnect', async () => {
  await stop()
  await rm(dataDir, { recursive: true, force: true })
  process.exit(0)
})
// Ctrl+C reaches the whole group; the end comes with the end of the tests.
process.on('SIGINT', () => {})

try {
  const prepared = await prepare(dataDir)
  stop = prepared.stop
  const { superuserUrl } = await startEmbeddedPostgres(join(dataDir, 'postgres'))
  await makeTemplate(superuserUrl)
  const urls = { owner: prepared.ownerUrl, superuser: superuserUrl, ...prepared.urls }
  process.send?.({ dataDir, urls } satisfies Cluster)
} catch (error) {
  process.stderr.write(`${String(error)}\n`)
  await stop()
  await rm(dataDir, { recursive: true, force: true })
  process.exit(1)
}

async function makeTemplate(superuserUrl: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    // The schema engine keeps idle connections, and only a database that nobody uses can be copied.
    await client.query(
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = 'aquila'",
    )
    await client.query(`create database ${templateName} template aquila owner aquila_owner`)
  } finally {
    await client.end()
  }
}
