import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { createKeys } from '#lib/vault/keys/files.ts'
import { startEmbeddedPostgres } from '#prisma/embedded.ts'
import { provisionJobs } from '#prisma/jobs.ts'
import { migrate } from '#prisma/migrate.ts'
import { provisionRoles, type RolePasswords, roleUrl } from '#prisma/roles.ts'

export interface Prepared {
  ownerUrl: string
  /** What each process gets to know of the database. */
  urls: { web: string; staff: string; worker: string }
  stop(): Promise<void>
}

/**
 * Makes ready what the processes need and do not make themselves: the database (one of its own below `dataDir`
 * unless `databaseUrl` names another), its roles, tables and queue, and the key files. Safe to run again.
 */
export async function prepare(dataDir: string, databaseUrl?: string): Promise<Prepared> {
  await mkdir(dataDir, { recursive: true })
  // PostgreSQL's own user has to pass through; what is secret has its own folder and mode.
  if (userInfo().uid === 0) await chmod(dataDir, 0o711)
  await createKeys(dataDir)
  await makeSecret(join(dataDir, 'web', 'cookie-secret'), () => randomBytes(32).toString('base64url'))
  const passwords = await readPasswords(join(dataDir, 'role-passwords.json'))
  const postgres = databaseUrl
    ? { ownerUrl: databaseUrl, stop: async () => {} }
    : await startEmbeddedPostgres(join(dataDir, 'postgres'))
  const { ownerUrl, stop } = postgres
  try {
    await provisionRoles(ownerUrl, passwords)
    await migrate(ownerUrl)
    const urls = {
      web: roleUrl(ownerUrl, 'web', passwords.web),
      staff: roleUrl(ownerUrl, 'staff', passwords.staff),
      worker: roleUrl(ownerUrl, 'worker', passwords.worker),
    }
    await provisionJobs(ownerUrl, urls.worker)
    return { ownerUrl, urls, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function readPasswords(file: string): Promise<RolePasswords> {
  const password = () => randomBytes(24).toString('hex')
  await makeSecret(file, () => JSON.stringify({ web: password(), staff: password(), worker: password() }))
  return JSON.parse(await readFile(file, 'utf8')) as RolePasswords
}

/** Written once, on the first start, readable by its owner only. */
async function makeSecret(file: string, make: () => string): Promise<void> {
  await writeFile(file, make(), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}
