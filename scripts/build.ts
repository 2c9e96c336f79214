import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))

/** Builds the portal for production. Ends this process with the builder's output when it fails. */
export function build(): void {
  const next = fileURLToPath(new URL('../node_modules/next/dist/bin/next', import.meta.url))
  const run = spawnSync(process.execPath, [next, 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  })
  if (run.status === 0) return
  process.stderr.write(run.stdout)
  process.exit(run.status ?? 1)
}

/** Builds only when there is no build yet. */
export function ensureBuilt(): void {
  if (!existsSync(`${root}.next/BUILD_ID`)) build()
}
