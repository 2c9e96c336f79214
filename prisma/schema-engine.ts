import { readFile } from 'node:fs/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import { Client, Pool } from 'pg'

export const noFilters = { externalTables: [], externalEnums: [] }

/**
 * Works with Prisma's own schema engine as WebAssembly, connected to `url`: the native one is a download that not
 * every network allows. No connection is left behind.
 */
export async function withSchemaEngine<T>(
  url: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= load()
  const { SchemaEngine } = await loading
  const content = await readFile(new URL('./schema.prisma', import.meta.url), 'utf8')
  const pool = new Pool({ connectionString: url })
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(pool, url))
    const engine = await SchemaEngine.new({ datamodels: [['schema.prisma', content]] }, () => {}, adapter)
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } finally {
    await pool.end()
  }
}

type Module = typeof import('@prisma/schema-engine-wasm/schema_engine_bg')

// The module's glue knows one WebAssembly instance: a second one in the same process would read the first one's memory.
let loading: Promise<Module> | undefined

async function load(): Promise<Module> {
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const wasm = await readFile(
    new URL('./schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm')),
  )
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': engine })
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start !== 'function') throw new Error('The schema engine has an unknown shape.')
  start()
  return engine
}

/** The adapter splits a script at every semicolon, function bodies included: send it whole, which is one transaction. */
function wholeScripts(pool: Pool, url: string): PrismaPg {
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    adapter.executeScript = (script) => runScript(url, script)
    return adapter
  }
  return factory
}

/** Runs the statements of `script` in one transaction of its own. */
export async function runScript(url: string, script: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(script)
  } finally {
    await client.end()
  }
}
