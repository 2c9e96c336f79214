import 'server-only'
import type { Database } from '#lib/database.ts'

interface Facts {
  role: string
  superuser: boolean
  bypasses: boolean
  owned: string[] | null
  unforced: string[] | null
  readable: boolean
  console: boolean
}

/**
 * Refuses to start over a database in which a mistake of this process could reach another customer's rows or a
 * sealed credential. What is to be changed stands in the sentence.
 * @throws one error that lists everything found.
 */
export async function checkDatabase(database: Database, role: 'web' | 'staff' | 'worker'): Promise<void> {
  const facts = await database.transaction(
    (tx) => tx.$queryRaw<[Facts]>`
    select current_user::text as role, r.rolsuper as superuser, r.rolbypassrls as bypasses,
      (select array_agg(c.relname::text order by c.relname) from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and pg_has_role(current_user, c.relowner, 'usage')) as owned,
      (select array_agg(c.relname::text order by c.relname) from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and (c.relname = 'customer' or exists (select from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'customer_id' and not a.attisdropped))
          and not (c.relrowsecurity and c.relforcerowsecurity)) as unforced,
      has_column_privilege('credential', 'sealed', 'select') as readable,
      has_schema_privilege('console', 'usage') as console
    from pg_roles r where r.rolname = current_user`,
  )
  const problems = problemsOf(facts[0], role)
  if (problems.length > 0)
    throw new Error(`The database is not safe to use:\n${problems.map((text) => `- ${text}`).join('\n')}`)
}

function problemsOf(facts: Facts, role: 'web' | 'staff' | 'worker'): string[] {
  const { role: name, superuser, bypasses, owned, unforced, readable, console } = facts
  return [
    superuser &&
      `The role ${name} is a superuser, to whom row-level security does not apply. Connect as aquila_${role}.`,
    bypasses && !superuser && `The role ${name} may bypass row-level security. Take BYPASSRLS from it.`,
    owned &&
      `The role ${name} owns ${owned.join(', ')}, and could switch their protection off. Connect as aquila_${role}.`,
    unforced && `Row-level security is not forced on ${unforced.join(', ')}. Run the migrations again.`,
    role !== 'worker' &&
      readable &&
      `The role ${name} can read sealed credentials. Take SELECT on credential.sealed from it.`,
    role !== 'staff' &&
      console &&
      `The role ${name} can read the lists of the staff. Take USAGE on the schema console from it.`,
  ].filter((text) => typeof text === 'string')
}
