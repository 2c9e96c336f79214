import { run } from '#tests/db/cluster.ts'

/** Everything that the database holds about one customer, queue included, as one text to compare. */
export async function contentsOf(customerId: string): Promise<string> {
  const tables = await run<{ name: string }>(
    'superuser',
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'customer_id' order by 1`,
  )
  const each = tables.map(
    ({ name }) =>
      `select '${name}' as name, to_jsonb(t)::text as row from "${name}" t where customer_id = $1`,
  )
  const jobs = `select 'jobs', to_jsonb(j)::text from graphile_worker._private_jobs j where payload ->> 'customerId' = $1::text`
  const rows = await run('superuser', `${[...each, jobs].join(' union all ')} order by 1, 2`, [customerId])
  return JSON.stringify(rows, null, 1)
}
