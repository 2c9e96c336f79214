/** `npm run -s scenarios`: what a verification says in every situation, as a table. */
import { runScenarios, scenarioTable } from '#lib/cloudflare/scenario-table.testing.ts'

process.stdout.write(scenarioTable(await runScenarios()))
