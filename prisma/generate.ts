/** Generates the Prisma client. The CLI insists on a native engine that generating does not use: any program will do. */
import { spawnSync } from 'node:child_process'

const prisma = new URL('../node_modules/prisma/build/index.js', import.meta.url).pathname
const run = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
})
process.exit(run.status ?? 1)
