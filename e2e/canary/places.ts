import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { escapeIdentifier } from 'pg'
import type { Exchange } from '#e2e/support/recorder.ts'
import type { TestPortal } from '#e2e/support/test-portal.ts'

/** Everything that can be searched, by place. */
export type Places = Record<string, Buffer[]>

/** `stored` is what the browsers held, collected on the way. */
export async function collect(portal: TestPortal, stored: readonly string[]): Promise<Places> {
  await portal.sql('checkpoint')
  const answers = (type: RegExp) =>
    portal.exchanges.filter((one) => type.test(one.type)).map(({ body }) => body)
  const known = /^(text\/html|text\/x-component|text\/event-stream)/
  return {
    'pages (HTML)': answers(/^text\/html/),
    'page data (RSC)': answers(/^text\/x-component/),
    'event stream': answers(/^text\/event-stream/),
    'other answers': portal.exchanges.filter(({ type }) => !known.test(type)).map(({ body }) => body),
    'answer headers': portal.exchanges.map(({ headers }) => Buffer.from(headers)),
    'addresses and referrers': portal.exchanges.map(addressesOf),
    'client bundles': await filesBelow(fileURLToPath(new URL('../../.next/static', import.meta.url))),
    'log lines of web and worker': portal.lines.map((line) => Buffer.from(line)),
    'database, every table': await dump(portal),
    'database, files on disk': await filesBelow(join(portal.dataDir, 'postgres', 'cluster')),
    mails: portal.mailbox.mails().map((mail) => Buffer.from(JSON.stringify(mail))),
    'storage of the browsers': stored.map((text) => Buffer.from(text)),
    'addresses asked of Cloudflare': portal.simulator
      .calls()
      .map(({ path, query }) => Buffer.from(path + query)),
  }
}

function addressesOf({ url, referrer }: Exchange): Buffer {
  return Buffer.from(`${url}\n${referrer}\n`)
}

async function filesBelow(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  // PostgreSQL removes files while it runs.
  return Promise.all(
    files.map((file) => readFile(join(file.parentPath, file.name)).catch(() => Buffer.alloc(0))),
  )
}

/** Each value of each row of each table: as PostgreSQL prints it, and binary ones also as the bytes that they are. */
async function dump(portal: TestPortal): Promise<Buffer[]> {
  const tables = await portal.sql<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const values: Buffer[] = []
  for (const { schema, name } of tables) {
    const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`
    const printed = await portal.sql<{ row: string }>(`select one::text as row from ${table} one`)
    const decoded = await portal.sql<Record<string, unknown>>(`select * from ${table}`)
    values.push(Buffer.from(`${table}\n${printed.map(({ row }) => row).join('\n')}`))
    values.push(...decoded.flatMap((row) => Object.values(row).filter((value) => Buffer.isBuffer(value))))
  }
  return values
}
