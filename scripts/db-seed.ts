/** `npm run db:seed -- --integrations 1000000`: fills an empty database with made-up integrations, to try the portal at scale. */
import { parseArgs } from 'node:util'
import { operatorEnv } from '#lib/env.ts'
import { seedIntegrations } from '#prisma/seed-many.ts'
import { prepare } from '#scripts/prepare.ts'

const { values } = parseArgs({ options: { integrations: { type: 'string' } } })
const count = Number(values.integrations)
if (!Number.isInteger(count) || count < 1 || count > 5_000_000) {
  process.stderr.write('Call it so: npm run db:seed -- --integrations 1000000 (1 to 5,000,000)\n')
  process.exit(1)
}
const env = operatorEnv()
const prepared = await prepare(env.DATA_DIR, env.DATABASE_URL)
const started = performance.now()
try {
  await seedIntegrations(prepared.ownerUrl, count)
  const seconds = Math.round((performance.now() - started) / 1000)
  process.stdout.write(`${count} integrations are there, made in ${seconds} s.\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  await prepared.stop()
}
