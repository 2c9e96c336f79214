/** `npm start`: the portal for real. Web and worker on this machine, PostgreSQL of its own unless DATABASE_URL is set. */
import { appOrigin, startEnv } from '#lib/env.ts'
import { ensureBuilt } from '#scripts/build.ts'
import { startPortal } from '#scripts/portal.ts'
import { prepare } from '#scripts/prepare.ts'
import { startOrStop } from '#scripts/start-or-stop.ts'

await startOrStop(async (onStop) => {
  const { DATABASE_URL, ...env } = startEnv()
  ensureBuilt()
  const prepared = await prepare(env.DATA_DIR, DATABASE_URL)
  onStop(prepared.stop)
  const settings = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]))
  const portal = await startPortal(prepared, settings, (line) => process.stdout.write(`${line}\n`))
  onStop(portal.stop)
  process.stdout.write(`The portal is open at ${appOrigin(env)}\n`)
})
