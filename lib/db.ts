import 'server-only'
import { type Database, openDatabase } from '#lib/database.ts'
import { webEnv } from '#lib/env.ts'

/** The web process's two doors to the database, opened on first use and kept over a reload in development. */
const opened = globalThis as { aquilaWebDatabase?: Database; aquilaStaffDatabase?: Database }

/** As the role `aquila_web`: one customer at a time. */
export function webDatabase(): Database {
  opened.aquilaWebDatabase ??= openDatabase(webEnv().WEB_DATABASE_URL)
  return opened.aquilaWebDatabase
}

/** As the role `aquila_staff`: reads across customers, never sealed bytes. Only for verbs that take a `Staff`. */
export function staffDatabase(): Database {
  opened.aquilaStaffDatabase ??= openDatabase(webEnv().STAFF_DATABASE_URL, 5)
  return opened.aquilaStaffDatabase
}
