import type { Member } from '#lib/auth/actor.ts'
import { attempt, type Role, run } from '#tests/db/cluster.ts'
import { connectSample, given, newMember } from '#tests/db/fixtures.ts'
import { runVerification, workerTools } from '#tests/db/worker-tools.ts'

export interface Tenant {
  member: Member
  customerId: string
  integrationId: string
}

/** A customer that has a row in every table: invited, connected and verified. */
export async function newTenant(simulatorUrl: string, sampleName = 'user token'): Promise<Tenant> {
  const member = await newMember()
  const integrationId = await connectSample(member, sampleName)
  await runVerification(await workerTools(simulatorUrl), integrationId)
  await run(
    'superuser',
    `insert into notice (id, customer_id, integration_id, kind, about)
     values (gen_random_uuid(), $1, $2, 'needs_attention', gen_random_uuid())`,
    [member.customerId, integrationId],
  )
  await run(
    'superuser',
    `insert into support_case (integration_id, customer_id, state) values ($2, $1, 'new')`,
    [member.customerId, integrationId],
  )
  await run(
    'superuser',
    `insert into note (id, customer_id, integration_id, author_id, audience, text)
     values (gen_random_uuid(), $1, $2, $3, 'customer', 'A message')`,
    [member.customerId, integrationId, member.personId],
  )
  await run(
    'superuser',
    `insert into wizard_visit (id, customer_id, person_id, step) values (gen_random_uuid(), $1, $2, 'enter')`,
    [member.customerId, member.personId],
  )
  return { member, customerId: member.customerId, integrationId }
}

/** Every table with rows of customers, read from the catalog: a new one is found without being named here. */
export async function customerTables(): Promise<string[]> {
  const rows = await run<{ name: string }>(
    'superuser',
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and a.attname = 'customer_id' and not a.attisdropped order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** One whole row of a customer, as a superuser sees it. */
export async function rowOf(table: string, customerId: string): Promise<Record<string, unknown>> {
  const [found] = await run<{ row: Record<string, unknown> }>(
    'superuser',
    `select to_jsonb(t) as row from "${table}" t where customer_id = $1 limit 1`,
    [customerId],
  )
  return given(found).row
}

/** Tries to insert a whole row as a role that works for a customer. */
export async function tryInsert(role: Role, customerId: string, table: string, row: Record<string, unknown>) {
  const columns = await run<{ name: string }>(
    'superuser',
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [`public."${table}"`],
  )
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const insert = `insert into "${table}" (${names}) select ${names} from jsonb_populate_record(null::"${table}", $1)`
  return attempt(role, customerId, (client) => client.query(insert, [JSON.stringify(row)]))
}
