-- What only the staff's role reads, and neither web nor worker can as much as name.
CREATE SCHEMA "console";
REVOKE ALL ON SCHEMA "console" FROM PUBLIC;
GRANT USAGE ON SCHEMA "console" TO aquila_staff;

-- CreateEnum
CREATE TYPE "listed_state" AS ENUM ('verifying', 'connected', 'connected_with_gaps', 'needs_attention', 'unconfirmed', 'disconnected');

-- CreateEnum
CREATE TYPE "case_state" AS ENUM ('new', 'waiting', 'done');

-- AlterTable
ALTER TABLE "activity" ADD COLUMN "actor_id" UUID
  GENERATED ALWAYS AS (((payload)::jsonb #>> '{actor,personId}'::text[])::uuid) STORED;

-- CreateTable
-- What the staff's list shows and searches of one integration, in one row that the database keeps by triggers: a page, a
-- filter or a search over a million of them reads one table and one index. `search` holds names, ids and members'
-- addresses in small letters, a line each.
CREATE TABLE "console"."listing" (
    "integration_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "customer_name" TEXT NOT NULL,
    "account_id" CHAR(32) NOT NULL,
    "account_name" TEXT,
    "zone_count" INTEGER NOT NULL,
    "first_zone" TEXT,
    "state" "listed_state" NOT NULL,
    "state_since" TIMESTAMPTZ(6) NOT NULL,
    "failed_check" TEXT,
    "failure" TEXT,
    "missing" TEXT[] NOT NULL,
    "kind" "credential_kind",
    "mask" TEXT,
    "power" "power",
    "expires_on" TIMESTAMPTZ(6),
    "last_verified_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "case_state" "case_state",
    "assignee_id" UUID,
    "next_contact_on" DATE,
    "search" TEXT NOT NULL,

    CONSTRAINT "listing_pkey" PRIMARY KEY ("integration_id")
);

-- CreateTable
CREATE TABLE "support_case" (
    "integration_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "state" "case_state" NOT NULL,
    "assignee_id" UUID,
    "next_contact_on" DATE,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "support_case_pkey" PRIMARY KEY ("integration_id")
);

-- CreateTable
CREATE TABLE "wizard_visit" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "method" "credential_kind",
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "integration_id" UUID,

    CONSTRAINT "wizard_visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_run" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bulk_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_item" (
    "bulk_run_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "verification_id" UUID NOT NULL,

    CONSTRAINT "bulk_item_pkey" PRIMARY KEY ("bulk_run_id","integration_id")
);

-- CreateTable
CREATE TABLE "state_count" (
    "day" DATE NOT NULL,
    "state" "listed_state" NOT NULL,
    "count" INTEGER NOT NULL,
    "counted_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "state_count_pkey" PRIMARY KEY ("day","state")
);

-- CreateIndex
CREATE INDEX "listing_state_integration_id_idx" ON "console"."listing"("state", "integration_id");

-- CreateIndex
CREATE INDEX "listing_state_state_since_idx" ON "console"."listing"("state", "state_since");

-- CreateIndex
CREATE INDEX "listing_failed_check_integration_id_idx" ON "console"."listing"("failed_check", "integration_id");

-- CreateIndex
CREATE INDEX "listing_case_state_integration_id_idx" ON "console"."listing"("case_state", "integration_id");

-- CreateIndex
CREATE INDEX "listing_assignee_id_integration_id_idx" ON "console"."listing"("assignee_id", "integration_id");

-- CreateIndex
CREATE INDEX "listing_customer_name_integration_id_idx" ON "console"."listing"("customer_name", "integration_id");

-- CreateIndex
CREATE UNIQUE INDEX "listing_customer_id_integration_id_key" ON "console"."listing"("customer_id", "integration_id");

-- CreateIndex
CREATE UNIQUE INDEX "support_case_customer_id_integration_id_key" ON "support_case"("customer_id", "integration_id");

-- CreateIndex
CREATE INDEX "wizard_visit_customer_id_person_id_seen_at_idx" ON "wizard_visit"("customer_id", "person_id", "seen_at");

-- CreateIndex
CREATE INDEX "wizard_visit_seen_at_idx" ON "wizard_visit"("seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_person_id_name_key" ON "saved_view"("person_id", "name");

-- CreateIndex
CREATE INDEX "bulk_run_person_id_created_at_idx" ON "bulk_run"("person_id", "created_at");

-- CreateIndex
CREATE INDEX "activity_actor_id_seq_idx" ON "activity"("actor_id", "seq");

-- CreateIndex
CREATE INDEX "activity_action_seq_idx" ON "activity"("action", "seq");

-- AddForeignKey
-- AddForeignKey of what the schema does not know
ALTER TABLE "console"."listing" ADD CONSTRAINT "listing_customer_id_integration_id_fkey" FOREIGN KEY ("customer_id", "integration_id") REFERENCES "integration"("customer_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support_case" ADD CONSTRAINT "support_case_customer_id_integration_id_fkey" FOREIGN KEY ("customer_id", "integration_id") REFERENCES "integration"("customer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_bulk_run_id_fkey" FOREIGN KEY ("bulk_run_id") REFERENCES "bulk_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema cannot say.

ALTER TABLE "saved_view"
  ADD CONSTRAINT "saved_view_name" CHECK (char_length("name") BETWEEN 1 AND 60),
  ADD CONSTRAINT "saved_view_query" CHECK (char_length("query") <= 2000);
ALTER TABLE "wizard_visit" ADD CONSTRAINT "wizard_visit_step" CHECK ("step" IN ('choose', 'prepare', 'enter'));

-- Orders of the list by a column that can be empty: what has no date comes last in both directions' own way, and a key
-- for the next page is never null.
CREATE INDEX "listing_expires_on" ON "console"."listing" (coalesce("expires_on", 'infinity'::timestamptz), "integration_id");
CREATE INDEX "listing_last_verified_at" ON "console"."listing" (coalesce("last_verified_at", '-infinity'::timestamptz), "integration_id");

-- Any three letters of a name, id or address find their row; trusted, so the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "listing_search" ON "console"."listing" USING gin ("search" gin_trgm_ops);
CREATE INDEX "listing_missing" ON "console"."listing" USING gin ("missing");
-- Whether a word is rare or common decides between two plans; a small sample cannot tell.
ALTER TABLE "console"."listing" ALTER COLUMN "search" SET STATISTICS 1000;

-- What a listing says now, computed from the tables that it repeats.
CREATE VIEW "app"."listing_now" AS
  SELECT i.id AS integration_id, i.customer_id, c.name AS customer_name, i.account_id, i.account_name,
    z.zone_count, z.first_zone,
    CASE WHEN i.state = 'connected' AND cardinality(i.missing) > 0 THEN 'connected_with_gaps'
      ELSE i.state::text END::listed_state AS state,
    i.failed_check, i.failure, i.missing, k.kind, k.mask, i.power, k.expires_on, i.last_verified_at, i.created_at,
    s.state AS case_state, s.assignee_id, s.next_contact_on,
    lower(concat_ws(E'\n', c.name, i.account_name, i.account_id, z.names, p.emails)) AS search
  FROM integration i
    JOIN customer c ON c.id = i.customer_id
    LEFT JOIN support_case s ON s.integration_id = i.id
    LEFT JOIN LATERAL (
      SELECT kind, mask, expires_on FROM credential
      WHERE credential.integration_id = i.id AND destroyed_at IS NULL ORDER BY version DESC LIMIT 1
    ) k ON true
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS zone_count, (array_agg(coalesce(name, zone_id) ORDER BY id))[1] AS first_zone,
        string_agg(concat_ws(E'\n', name, zone_id), E'\n' ORDER BY id) AS names
      FROM zone WHERE zone.integration_id = i.id
    ) z ON true
    LEFT JOIN LATERAL (
      SELECT string_agg(q.email, E'\n' ORDER BY m.created_at) AS emails
      FROM membership m JOIN person q ON q.id = m.person_id WHERE m.customer_id = i.customer_id
    ) p ON true;

-- Brings listings up to date. A row that would stay the same is not written.
CREATE FUNCTION "app"."list_integrations"(ids uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO console.listing AS l (integration_id, customer_id, customer_name, account_id, account_name, zone_count, first_zone,
      state, state_since, failed_check, failure, missing, kind, mask, power, expires_on, last_verified_at, created_at,
      case_state, assignee_id, next_contact_on, search)
    SELECT integration_id, customer_id, customer_name, account_id, account_name, zone_count, first_zone,
      state, now(), failed_check, failure, missing, kind, mask, power, expires_on, last_verified_at, created_at,
      case_state, assignee_id, next_contact_on, search
    FROM app.listing_now WHERE integration_id = ANY (ids)
  ON CONFLICT (integration_id) DO UPDATE SET
    customer_name = excluded.customer_name, account_id = excluded.account_id, account_name = excluded.account_name,
    zone_count = excluded.zone_count, first_zone = excluded.first_zone, state = excluded.state,
    state_since = CASE WHEN l.state = excluded.state THEN l.state_since ELSE excluded.state_since END,
    failed_check = excluded.failed_check, failure = excluded.failure, missing = excluded.missing,
    kind = excluded.kind, mask = excluded.mask, power = excluded.power, expires_on = excluded.expires_on,
    last_verified_at = excluded.last_verified_at, case_state = excluded.case_state,
    assignee_id = excluded.assignee_id, next_contact_on = excluded.next_contact_on,
    search = excluded.search
  WHERE (l.customer_name, l.account_id, l.account_name, l.zone_count, l.first_zone, l.state, l.failed_check, l.failure,
      l.missing, l.kind, l.mask, l.power, l.expires_on, l.last_verified_at, l.case_state, l.assignee_id,
      l.next_contact_on, l.search)
    IS DISTINCT FROM (excluded.customer_name, excluded.account_id, excluded.account_name, excluded.zone_count,
      excluded.first_zone, excluded.state, excluded.failed_check, excluded.failure, excluded.missing, excluded.kind,
      excluded.mask, excluded.power, excluded.expires_on, excluded.last_verified_at, excluded.case_state,
      excluded.assignee_id, excluded.next_contact_on, excluded.search)
$$;

CREATE FUNCTION "app"."keep_listing"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  changed record := coalesce(NEW, OLD);
BEGIN
  IF TG_TABLE_NAME = 'integration' THEN
    PERFORM app.list_integrations(ARRAY[changed.id]);
  ELSIF TG_TABLE_NAME = 'customer' THEN
    PERFORM app.list_integrations(ARRAY(SELECT id FROM integration WHERE customer_id = changed.id));
  ELSIF TG_TABLE_NAME = 'membership' THEN
    PERFORM app.list_integrations(ARRAY(SELECT id FROM integration WHERE customer_id = changed.customer_id));
  ELSE
    PERFORM app.list_integrations(ARRAY[changed.integration_id]);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "integration_keep_listing" AFTER INSERT OR UPDATE ON "integration"
  FOR EACH ROW EXECUTE FUNCTION "app"."keep_listing"();
CREATE TRIGGER "zone_keep_listing" AFTER INSERT OR UPDATE OR DELETE ON "zone"
  FOR EACH ROW EXECUTE FUNCTION "app"."keep_listing"();
CREATE TRIGGER "credential_keep_listing" AFTER INSERT OR UPDATE OF "kind", "mask", "expires_on", "destroyed_at" ON "credential"
  FOR EACH ROW EXECUTE FUNCTION "app"."keep_listing"();
CREATE TRIGGER "support_case_keep_listing" AFTER INSERT OR UPDATE ON "support_case"
  FOR EACH ROW EXECUTE FUNCTION "app"."keep_listing"();
CREATE TRIGGER "customer_keep_listing" AFTER UPDATE OF "name" ON "customer"
  FOR EACH ROW EXECUTE FUNCTION "app"."keep_listing"();
CREATE TRIGGER "membership_keep_listing" AFTER INSERT OR DELETE ON "membership"
  FOR EACH ROW EXECUTE FUNCTION "app"."keep_listing"();
SELECT app.list_integrations(ARRAY(SELECT id FROM "integration"));

-- How many integrations are in each state, as the count of today. Exact counts of a million rows are not for a page.
CREATE FUNCTION "app"."count_states"() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO state_count (day, state, count, counted_at)
    SELECT (now() AT TIME ZONE 'UTC')::date, s.state, coalesce(n.count, 0), now()
    FROM unnest(enum_range(NULL::listed_state)) AS s (state)
      LEFT JOIN (SELECT state, count(*)::int AS count FROM console.listing GROUP BY state) n USING (state)
  ON CONFLICT (day, state) DO UPDATE SET count = excluded.count, counted_at = excluded.counted_at
$$;

REVOKE ALL ON FUNCTION "app"."list_integrations"(uuid[]), "app"."keep_listing"(), "app"."count_states"() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "app"."count_states"() TO aquila_worker;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['support_case', 'wizard_visit']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_customer ON %I TO aquila_web, aquila_worker
      USING (customer_id = app.customer_id()) WITH CHECK (customer_id = app.customer_id())', t);
    EXECUTE format('CREATE POLICY staff_reads ON %I FOR SELECT TO aquila_staff USING (true)', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;

-- Listings have no row-level security: the planner uses no statistics of a table that has it, and would read a million
-- rows for a word that most of them contain. In its place stands their schema, which opens to the staff's role alone.
GRANT SELECT ON "console"."listing" TO aquila_staff;
-- Web and worker are granted nothing of cases either.
CREATE POLICY staff_keeps ON "support_case" TO aquila_staff USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ("state", "assignee_id", "next_contact_on", "updated_at") ON "support_case" TO aquila_staff;
GRANT SELECT ON "wizard_visit" TO aquila_web, aquila_staff;
GRANT INSERT, UPDATE ("step", "method", "seen_at", "integration_id") ON "wizard_visit" TO aquila_web;

GRANT SELECT, INSERT, UPDATE ("name", "query"), DELETE ON "saved_view" TO aquila_staff;
GRANT SELECT, INSERT ON "bulk_run", "bulk_item" TO aquila_staff;
GRANT SELECT ON "state_count" TO aquila_staff;

-- New: what staff do in their console.
CREATE OR REPLACE FUNCTION "app"."append_activity"(customer uuid, payload text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  actor text := payload::jsonb #>> '{actor,kind}';
  action text := payload::jsonb ->> 'action';
  about uuid := (payload::jsonb ->> 'integrationId')::uuid;
  head public.activity_head;
  now_at timestamptz;
  next_hash bytea;
BEGIN
  IF session_user = 'aquila_web' AND customer IS DISTINCT FROM app.customer_id() THEN
    RAISE EXCEPTION 'activity of another customer' USING ERRCODE = '42501';
  END IF;
  IF (CASE session_user
    WHEN 'aquila_web' THEN actor = 'member' AND action IN (
      'session.created', 'session.ended', 'invitation.accepted', 'integration.connected', 'integration.corrected',
      'integration.disconnected', 'credential.replaced', 'verification.requested', 'sample.refresh_requested',
      'sample.revealed', 'sample.exported', 'support_bundle.exported', 'invitation.created', 'invitation.resent',
      'invitation.revoked')
    WHEN 'aquila_staff' THEN actor = 'staff' AND action IN (
      'overview.viewed', 'integrations.listed', 'integrations.exported', 'integration.opened', 'integration.viewed',
      'verification.requested', 'support_bundle.exported', 'case.changed', 'view.saved', 'view.removed',
      'bulk.viewed')
    WHEN 'aquila_worker' THEN actor = 'system' AND action IN (
      'verification.finished', 'credential.rebound', 'sample.refreshed', 'sample.deleted', 'notice.sent')
    ELSE actor = 'system'
  END) IS NOT TRUE THEN
    RAISE EXCEPTION '% cannot say % as %', session_user, action, actor USING ERRCODE = '42501';
  END IF;
  IF about IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.integration i WHERE i.id = about AND i.customer_id = customer
  ) THEN
    RAISE EXCEPTION 'activity about an integration of another customer' USING ERRCODE = '42501';
  END IF;
  SELECT * INTO head FROM public.activity_head FOR UPDATE;
  now_at := clock_timestamp();
  next_hash := app.activity_hash(head.hash, head.seq + 1, now_at, customer, payload);
  INSERT INTO public.activity (seq, at, customer_id, payload, prev, hash)
    VALUES (head.seq + 1, now_at, customer, payload, head.hash, next_hash);
  UPDATE public.activity_head SET seq = head.seq + 1, hash = next_hash;
  RETURN head.seq + 1;
END $$;
