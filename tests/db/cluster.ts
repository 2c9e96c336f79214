import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject, vi } from 'vitest'
import { type Cluster, templateName } from '#tests/db/provided.ts'

export type Role = keyof Cluster['urls']

let databaseName = 'aquila'

/** The connection string of a role to the database of this test file. */
export function urlOf(role: Role): string {
  const url = new URL(inject('cluster').urls[role])
  url.pathname = `/${databaseName}`
  return url.href
}

/** What the web process would find in its environment. Read once by lib/env.ts, so set before anything asks. */
export function setEnvironment(): void {
  vi.stubEnv('DATA_DIR', inject('cluster').dataDir)
  vi.stubEnv('WEB_DATABASE_URL', urlOf('web'))
  vi.stubEnv('STAFF_DATABASE_URL', urlOf('staff'))
}

/** Gives this test file a freshly migrated database of its own, for tests that change the database itself. */
export async function takeOwnDatabase(): Promise<void> {
  const name = `own_${randomBytes(8).toString('hex')}`
  await withClient(inject('cluster').urls.superuser, (client) =>
    client.query(`create database ${name} template ${templateName} owner aquila_owner`),
  )
  databaseName = name
  setEnvironment()
}

/** One statement, committed. */
export async function run<Row extends object>(
  role: Role,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return withClient(urlOf(role), async (client) => (await client.query<Row>(sql, values)).rows)
}

/** One statement of somebody with every right, past all triggers. */
export async function runUnguarded(sql: string, values: unknown[] = []): Promise<void> {
  await withClient(urlOf('superuser'), async (client) => {
    await client.query('set session_replication_role = replica')
    await client.query(sql, values)
  })
}

/** A transaction of a role, for a customer or for none, that is always rolled back: nothing of an attempt stays. */
export async function attempt<T>(
  role: Role,
  customerId: string | null,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  return withClient(urlOf(role), async (client) => {
    await client.query('begin')
    if (customerId) await client.query("select set_config('app.customer_id', $1, true)", [customerId])
    try {
      return await work(client)
    } finally {
      await client.query('rollback')
    }
  })
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
