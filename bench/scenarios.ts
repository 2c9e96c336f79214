/** `npm run -s scenarios`: what a verification says in every situation, as a table. */
import { scenarioTable } from '#lib/cloudflare/scenario-table.testing.ts'

process.stdout.write(await scenarioTable())
