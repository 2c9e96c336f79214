import { Client } from 'pg'
import type { CheckName } from '#lib/cloudflare/check.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import { permissions } from '#lib/cloudflare/permissions.ts'

const perCustomer = 10
const tables = ['customer', 'membership', 'integration', 'zone', 'credential', 'support_case'] as const

/**
 * Fills an empty database with made-up integrations, ten to a customer, with a realistic spread of states, failures,
 * zones, ends and ages. PostgreSQL makes the rows itself, whole tables at a time and with the triggers off: a million
 * take about two minutes, where sending them would take longer. Their credentials are noise that opens nowhere.
 *
 * @throws when the database has integrations already.
 */
export async function seedIntegrations(ownerUrl: string, count: number): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ any: boolean }>('select exists (select from integration) as any')
    if (rows[0]?.any)
      throw new Error('Made-up integrations go into an empty database only; this one has some.')
    await client.query('begin')
    for (const statement of statements(count)) await client.query(statement)
    await client.query('commit')
    // Outside the transaction, so that the counts and plans of the first page are right.
    for (const table of [...tables, 'person', 'verification', 'console.listing']) {
      await client.query(`vacuum analyze ${table}`)
    }
  } finally {
    await client.end()
  }
}

/** A number from 0 to below `below` that looks random and is the same for the same row: runs can be compared. */
const pick = (salt: string, below: number, of = 'n') =>
  `(abs(hashtextextended('${salt}' || ${of}, 0)) % ${below})::int`
const oneOf = (words: readonly string[], salt: string, of = 'n') =>
  `(array[${words.map((word) => `'${word}'`).join(',')}])[1 + ${pick(salt, words.length, of)}]`

const first =
  'Amber Northern Southern Silver Golden Quiet Rapid Bright Harbor River Forest Summit Valley Meadow Granite Copper Cedar Maple Willow Birch Falcon Heron Sparrow Otter Badger Lynx Bison Coral Delta Ember'.split(
    ' ',
  )
const second =
  'Bikes Foods Textiles Logistics Robotics Dental Optics Breweries Records Journeys Insurance Studios Markets Motors Lighting Printing Museums Shipping Software Tools Gardens Furniture Chemicals Energy Media Hotels'.split(
    ' ',
  )
const form = ['Ltd', 'GmbH', 'Inc', 'AG', 'BV', 'SA', 'Co-op', 'Group']
const failures = [
  ['credential_accepted', 'token_unknown'],
  ['status_and_expiry', 'token_expired'],
  ['account', 'account_not_reachable'],
  ['zone', 'zone_not_reachable'],
  ['audit_log_readable', 'audit_log_forbidden'],
] as const satisfies readonly (readonly [CheckName, FailureCode])[]

function statements(count: number): string[] {
  const customers = Math.max(1, Math.round(count / perCustomer))
  const name = `${oneOf(first, 'first')} || ' ' || ${oneOf(second, 'second')} || ' ' || ${oneOf(form, 'form')} || ' ' || n`
  const slug = `lower(${oneOf(first, 'first')} || '-' || ${oneOf(second, 'second')}) || n`
  const kek = '5eed'.padEnd(32, '0')
  // What Cloudflare would say of the i-th integration: of 100, 70 are well, 12 have gaps, 9 need something.
  const state = `case when s < 82 then 'connected' when s < 91 then 'needs_attention' when s < 93 then 'unconfirmed'
    when s < 94 then 'verifying' else 'disconnected' end::integration_state`
  const keys = `array[${permissions.map(({ key }) => `'${key}'`).join(',')}]`
  return [
    ...tables.map((table) => `alter table "${table}" disable trigger user`),
    'drop index console.listing_search, console.listing_missing',
    `create temporary table seeded_customer on commit drop as
       select n, uuidv7(make_interval(secs => -1 * ${pick('age', 63_072_000)})) as id, ${name} as name, ${slug} as slug
       from generate_series(1, ${customers}) n`,
    'insert into customer (id, name) select id, name from seeded_customer',
    `create temporary table seeded_person on commit drop as
       select uuidv7() as id, c.id as customer_id, k, case k when 1 then 'it' else 'security' end || '@' || slug || '.example' as email
       from seeded_customer c, generate_series(1, 2) k where k = 1 or ${pick('second person', 2, 'c.n')} = 0`,
    'insert into person (id, email) select id, email from seeded_person',
    `insert into membership (customer_id, person_id, role)
       select customer_id, id, case k when 1 then 'owner' else 'member' end::member_role from seeded_person`,
    `create temporary table seeded on commit drop as
       select g.n, uuidv7(make_interval(secs => -1 * ${pick('created', 63_072_000, 'g.n')})) as id,
         c.id as customer_id, c.name, c.slug, ${pick('state', 100, 'g.n')} as s, ${pick('failure', failures.length, 'g.n')} as f,
         ${pick('end', 1000, 'g.n')} as e, ${pick('zones', 4, 'g.n')} + 1 as zones, ${pick('kind', 100, 'g.n')} as k
       from (select n, 1 + ${pick('customer', customers)} as of from generate_series(1, ${count}) n) g
         join seeded_customer c on c.n = g.of`,
    `insert into integration (id, customer_id, state, account_id, account_name, idempotency_key, created_at, created_by,
         last_verified_at, disconnected_at, missing, failed_check, failure, power)
       select id, customer_id, ${state}, md5('account' || n), name || case n % 3 when 0 then ' production' when 1 then ' staging' else '' end,
         id, uuid_extract_timestamp(id), id,
         case when s < 92 then now() - make_interval(secs => ${pick('verified', 86_400)}) end,
         case when s >= 94 then now() end,
         case when s between 70 and 81 then (${keys})[1 + f : 1 + f + n % 3] else '{}' end,
         case when s between 82 and 90 then (array[${failures.map(([check]) => `'${check}'`).join(',')}])[1 + f] end,
         case when s between 82 and 90 then (array[${failures.map(([, code]) => `'${code}'`).join(',')}])[1 + f] end,
         case when k < 15 then 'global_key' when k < 40 then 'can_write' else 'read_only_as_far_as_seen' end::power
       from seeded`,
    `insert into zone (id, customer_id, integration_id, zone_id, name)
       select uuidv7(), customer_id, id, md5('zone' || n || '.' || z),
         case z when 1 then slug || '-' || n || '.example' when 2 then 'shop.' || slug || '-' || n || '.example'
           else 'z' || z || '.' || slug || '-' || n || '.example' end
       from seeded, generate_series(1, zones) z`,
    `insert into credential (id, customer_id, integration_id, version, kind, email, mask, account_id, kek_id, sealed,
         expires_on, destroyed_at)
       select uuidv7(), customer_id, id, 1, case when k < 15 then 'global_key' else 'api_token' end::credential_kind,
         case when k < 15 then 'it@' || slug || '.example' end,
         case when k < 15 then '…' else 'cfut_…' end || substr(md5('mask' || n), 1, 4), md5('account' || n), '${kek}'::uuid,
         case when s < 94 then '\\x000000'::bytea || decode('${kek}', 'hex') || decode(md5('noise' || n), 'hex') end,
         case when e >= 400 then now() + make_interval(hours => (e - 430) * 15) end,
         case when s >= 94 then now() end
       from seeded`,
    `insert into verification (id, customer_id, integration_id, trigger, created_at, started_at, finished_at, verdict)
       select uuidv7(), customer_id, id, 'schedule', now(), now(), now(),
         case when s < 70 then 'connected' when s < 82 then 'connected_with_gaps' when s < 91 then 'needs_attention'
           else 'unconfirmed' end::verdict
       from seeded where s <> 93`,
    `insert into support_case (integration_id, customer_id, state)
       select id, customer_id, case f when 0 then 'new' when 1 then 'waiting' else 'done' end::case_state
       from seeded where s between 82 and 92 and n % 4 = 0`,
    'analyze customer, person, membership, integration, zone, credential, support_case',
    'select app.list_integrations(array(select id from seeded))',
    `update console.listing l set state_since = now() - make_interval(hours => ${pick('since', 2160, 'l.integration_id')})
       where state in ('unconfirmed', 'needs_attention')`,
    'create index listing_search on console.listing using gin (search gin_trgm_ops)',
    'create index listing_missing on console.listing using gin (missing)',
    ...tables.map((table) => `alter table "${table}" enable trigger user`),
    `insert into state_count (day, state, count, counted_at)
       select (now() at time zone 'UTC')::date - d, state, (n * (1 - d / 180.0) * (1 + sin(d / 9.0 + length(state::text)) / 20))::int, now() - d * interval '1 day'
       from generate_series(0, 89) d, (select state, count(*) as n from console.listing group by state) counted`,
  ]
}
