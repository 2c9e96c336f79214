/** `npm run db:migrate`: roles, migrations, queue and key files, for a deployment that starts web and worker by itself. */
import { operatorEnv } from '#lib/env.ts'
import { prepare } from '#scripts/prepare.ts'

const env = operatorEnv()
const prepared = await prepare(env.DATA_DIR, env.DATABASE_URL)
await prepared.stop()
process.stdout.write(`The database is ready. Key files and passwords are in ${env.DATA_DIR}.\n`)
