import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool, type PoolClient, type QueryResultRow } from 'pg'
import { type Simulator, startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { type Mailbox, startMailbox } from '#e2e/mailbox/mailbox.ts'
import { type Exchange, startRecorder } from '#e2e/support/recorder.ts'
import { freePort } from '#prisma/embedded.ts'
import { startPortal } from '#scripts/portal.ts'
import { prepare } from '#scripts/prepare.ts'

/** A whole portal with everything around it, for one worker of the tests. */
export interface TestPortal {
  origin: string
  dataDir: string
  simulator: Simulator
  mailbox: Mailbox
  /** Everything that went over the wire, where the portal is recorded. */
  exchanges: readonly Exchange[]
  /** Every line that web and worker have printed so far. */
  lines: readonly string[]
  /** As the server's superuser: sees every row of every table, which no part of the portal does. */
  sql<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** A connection of the same right, for a transaction that a test keeps open; it must be released. */
  connection(): Promise<PoolClient>
  killWorker(): Promise<void>
  startWorker(): Promise<void>
  stop(): Promise<void>
}

export async function startTestPortal({ recorded }: { recorded: boolean }): Promise<TestPortal> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aquila-e2e-'))
  const prepared = await prepare(dataDir)
  const [simulator, mailbox, port] = await Promise.all([startSimulator(), startMailbox(), freePort()])
  const lines: string[] = []
  const recorder = recorded ? await startRecorder(port) : null
  const origin = `http://localhost:${recorder?.port ?? port}`
  const settings = {
    PORT: String(port),
    APP_ORIGIN: origin,
    DATA_DIR: dataDir,
    CLOUDFLARE_API_URL: simulator.url,
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'AQUILA <portal@aquila.example>',
    EGRESS_ADDRESSES: '203.0.113.0/29, 2001:db8:a9::1',
    LOG_LEVEL: 'debug',
  }
  const portal = await startPortal(prepared, settings, (line) => lines.push(line)).catch(
    async (error: unknown) => {
      await prepared.stop()
      await rm(dataDir, { recursive: true, force: true })
      throw new Error(`The portal did not start.\n${lines.slice(0, 20).join('\n')}`, { cause: error })
    },
  )
  const pool = new Pool({ connectionString: await superuserUrl(dataDir, prepared.ownerUrl), max: 2 })
  pool.on('error', () => {})
  return {
    origin,
    exchanges: recorder?.exchanges ?? [],
    dataDir,
    simulator,
    mailbox,
    lines,
    sql: async <Row extends QueryResultRow>(text: string, values: unknown[] = []) =>
      (await pool.query<Row>(text, values)).rows,
    connection: () => pool.connect(),
    killWorker: portal.killWorker,
    startWorker: portal.startWorker,
    async stop() {
      await pool.end()
      await recorder?.close()
      await portal.stop()
      await Promise.all([simulator.close(), mailbox.close(), prepared.stop()])
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function superuserUrl(dataDir: string, ownerUrl: string): Promise<string> {
  const passwords = JSON.parse(await readFile(join(dataDir, 'postgres', 'passwords.json'), 'utf8')) as {
    superuser: string
  }
  const url = new URL(ownerUrl)
  url.username = 'postgres'
  url.password = passwords.superuser
  return url.href
}
