import { randomBytes } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '#lib/database.ts'
import { checkDatabase } from '#lib/database-self-test.ts'
import { type Role, run, takeOwnDatabase, urlOf } from '#tests/db/cluster.ts'

await takeOwnDatabase()
const opened: Database[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()))
})

function open(role: Role, login: { user?: string } = {}): Database {
  const url = new URL(urlOf(role))
  if (login.user) url.username = login.user
  const database = openDatabase(url.href, 1)
  opened.push(database)
  return database
}

test.each(['web', 'staff', 'worker'] as const)('the database as it is made is safe for %s', async (role) => {
  await expect(checkDatabase(open(role), role)).resolves.toBeUndefined()
})

test('the owner is refused', async () => {
  await expect(checkDatabase(open('owner'), 'web')).rejects.toThrow(
    /The role aquila_owner owns _prisma_migrations, activity, .*zone, and could switch their protection off\. Connect as aquila_web\./,
  )
})

test('a superuser is refused', async () => {
  await expect(checkDatabase(open('superuser'), 'worker')).rejects.toThrow(
    'The role postgres is a superuser, to whom row-level security does not apply. Connect as aquila_worker.',
  )
})

test('a role that may bypass row-level security is refused', async () => {
  const name = `bypass_${randomBytes(6).toString('hex')}`
  const password = new URL(urlOf('web')).password
  await run('superuser', `create role ${name} login bypassrls password '${password}' in role aquila_web`)
  const refusal = expect(checkDatabase(open('web', { user: name }), 'web')).rejects
  await refusal.toThrow(`The role ${name} may bypass row-level security. Take BYPASSRLS from it.`)
})

test('a role that could become the owner is refused', async () => {
  const name = `heir_${randomBytes(6).toString('hex')}`
  const password = new URL(urlOf('web')).password
  await run('superuser', `create role ${name} login password '${password}' in role aquila_owner, aquila_web`)
  await expect(checkDatabase(open('web', { user: name }), 'web')).rejects.toThrow(
    `The role ${name} owns _prisma_migrations, activity, `,
  )
})

test.each([
  [
    'a table that does not force it',
    'alter table zone no force row level security',
    'zone',
    'alter table zone force row level security',
  ],
  [
    'a table that does not enable it',
    'alter table customer disable row level security',
    'customer',
    'alter table customer enable row level security',
  ],
  [
    'a new table without any',
    'create table forgotten (customer_id uuid)',
    'forgotten',
    'drop table forgotten',
  ],
])('%s is refused', async (_, change, table, undo) => {
  await run('owner', change)
  const refusal = `Row-level security is not forced on ${table}. Run the migrations again.`
  for (const role of ['web', 'staff', 'worker'] as const) {
    await expect(checkDatabase(open(role), role)).rejects.toThrow(refusal)
  }
  await run('owner', undo)
  await checkDatabase(open('web'), 'web')
})

test.each([
  ['web', 'select (sealed) on credential', 'aquila_web'],
  ['staff', 'select on credential', 'aquila_staff'],
  ['web', 'select on credential', 'public'],
] as const)('%s is refused with %s granted to %s', async (role, right, grantee) => {
  await run('owner', `grant ${right} to ${grantee}`)
  const refusal = `The role aquila_${role} can read sealed credentials. Take SELECT on credential.sealed from it.`
  await expect(checkDatabase(open(role), role)).rejects.toThrow(refusal)
  await run('owner', `revoke ${right} from ${grantee}`)
  await run('owner', 'grant select (id) on credential to aquila_web, aquila_staff')
  await checkDatabase(open(role), role)
})

test.each(['web', 'worker'] as const)(
  '%s is refused when it can read the lists of the staff',
  async (role) => {
    await run('owner', `grant usage on schema console to aquila_${role}`)
    const refusal = `The role aquila_${role} can read the lists of the staff. Take USAGE on the schema console from it.`
    await expect(checkDatabase(open(role), role)).rejects.toThrow(refusal)
    await run('owner', `revoke usage on schema console from aquila_${role}`)
    await checkDatabase(open(role), role)
  },
)
