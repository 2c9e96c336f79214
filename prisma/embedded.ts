import { type ChildProcess, execFileSync, type StdioOptions, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Client } from 'pg'
import { findPostgres, type PostgresFiles } from '#prisma/postgres-files.ts'

export interface RunningPostgres {
  /** Connection string of a role that owns the portal's database and is not a superuser. */
  ownerUrl: string
  /** For tests of what even a superuser's mistake must not hide. */
  superuserUrl: string
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL of its own for `folder` on a free loopback port, and makes the portal's database in it on
 * the first start. One that runs there already is used, and left running.
 */
export async function startEmbeddedPostgres(folder: string): Promise<RunningPostgres> {
  await mkdir(folder, { recursive: true, mode: 0o711 })
  const passwords = await readPasswords(join(folder, 'passwords.json'))
  const files = findPostgres(folder)
  const cluster = join(files.home, 'cluster')
  const running = await runningPort(cluster)
  if (running) return { ...urls(running, passwords), stop: async () => {} }
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialize(files, cluster, passwords.superuser)
  const port = await freePort()
  const server = await start(files, cluster, port)
  await createOwner(urls(port, passwords).superuserUrl, passwords.owner)
  return { ...urls(port, passwords), stop: () => stop(server) }
}

/** A TCP port on loopback that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

interface Passwords {
  superuser: string
  owner: string
}

function urls(port: number, { superuser, owner }: Passwords) {
  return {
    ownerUrl: `postgres://aquila_owner:${owner}@127.0.0.1:${port}/aquila`,
    superuserUrl: `postgres://postgres:${superuser}@127.0.0.1:${port}/postgres`,
  }
}

async function readPasswords(file: string): Promise<Passwords> {
  const password = () => randomBytes(24).toString('hex')
  const made = JSON.stringify({ superuser: password(), owner: password() })
  await writeFile(file, made, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return JSON.parse(await readFile(file, 'utf8')) as Passwords
}

/** The port of a server that runs in this folder, from its own note (postmaster.pid: the process first, the port fourth). */
async function runningPort(cluster: string): Promise<number | null> {
  const note = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port] = note.split('\n')
  if (!pid || !port) return null
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null
  }
  return Number(port)
}

async function initialize(files: PostgresFiles, cluster: string, password: string): Promise<void> {
  await mkdir(cluster, { recursive: true, mode: 0o700 })
  const passwordFile = join(files.home, `password-${randomBytes(6).toString('hex')}`)
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  try {
    if (files.identity) {
      const { uid, gid } = files.identity
      await Promise.all([chown(cluster, uid, gid), chown(passwordFile, uid, gid)])
    }
    const args = [
      '--pgdata',
      cluster,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
    ]
    // Sorted by code point, the same everywhere; with letters of all scripts, which the index of the search asks for.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    execFileSync(files.initdb, [...args, ...locale], {
      ...surroundings(files),
      stdio: 'pipe',
    })
  } finally {
    await rm(passwordFile)
  }
}

function start(files: PostgresFiles, cluster: string, port: number): Promise<ChildProcess> {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
  ]
  const args = ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])]
  // A group of its own: Ctrl+C in the terminal is for the portal, which then stops PostgreSQL in order.
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe']
  const server = spawn(files.postgres, args, { ...surroundings(files), stdio, detached: true })
  return new Promise((resolve, reject) => {
    let said = ''
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said.slice(-2_000)}`)))
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000)
      if (said.includes('database system is ready to accept connections')) resolve(server)
    })
  })
}

/** SIGINT is PostgreSQL's fast shutdown: running transactions end, what was committed is written. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGINT')
  await gone
}

function surroundings({ identity, home }: PostgresFiles) {
  return {
    ...identity,
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', NODE_ENV: 'production' as const },
  }
}

async function createOwner(superuserUrl: string, password: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'aquila'")
    if (rowCount) return
    await client.query(`create role aquila_owner login createrole password '${password}'`)
    await client.query('create database aquila owner aquila_owner')
  } finally {
    await client.end()
  }
}
