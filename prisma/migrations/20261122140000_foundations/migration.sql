-- CreateEnum
CREATE TYPE "member_role" AS ENUM ('member', 'owner');

-- CreateEnum
CREATE TYPE "staff_role_name" AS ENUM ('support', 'admin');

-- CreateEnum
CREATE TYPE "integration_state" AS ENUM ('verifying', 'connected', 'needs_attention', 'unconfirmed', 'disconnected');

-- CreateEnum
CREATE TYPE "credential_kind" AS ENUM ('api_token', 'global_key');

-- CreateEnum
CREATE TYPE "verification_trigger" AS ENUM ('connect', 'correct', 'replace', 'member', 'staff', 'retry');

-- CreateEnum
CREATE TYPE "verdict" AS ENUM ('connected', 'needs_attention', 'unconfirmed');

-- CreateEnum
CREATE TYPE "check_result" AS ENUM ('passed', 'failed', 'could_not_tell', 'not_run');

-- CreateTable
CREATE TABLE "customer" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(6),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "customer_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" "member_role" NOT NULL DEFAULT 'member',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("customer_id","person_id")
);

-- CreateTable
CREATE TABLE "staff_role" (
    "person_id" UUID NOT NULL,
    "role" "staff_role_name" NOT NULL,
    "granted_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_role_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "member_role" NOT NULL DEFAULT 'member',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "accepted_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_request" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "nonce_hash" BYTEA NOT NULL,
    "token_hash" BYTEA,
    "code_hash" BYTEA,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "sign_in_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "state" "integration_state" NOT NULL DEFAULT 'verifying',
    "account_id" CHAR(32) NOT NULL,
    "account_name" TEXT,
    "idempotency_key" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID NOT NULL,
    "last_verified_at" TIMESTAMPTZ(6),
    "disconnected_at" TIMESTAMPTZ(6),

    CONSTRAINT "integration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "zone" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "zone_id" CHAR(32) NOT NULL,
    "name" TEXT,

    CONSTRAINT "zone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" "credential_kind" NOT NULL,
    "email" TEXT,
    "mask" TEXT NOT NULL,
    "account_id" CHAR(32) NOT NULL,
    "kek_id" UUID NOT NULL,
    "sealed" BYTEA,
    "expires_on" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "destroyed_at" TIMESTAMPTZ(6),

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "trigger" "verification_trigger" NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "run_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),
    "verdict" "verdict",

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "verification_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "result" "check_result" NOT NULL,
    "failure" TEXT,
    "facts" JSONB NOT NULL,
    "evidence" JSONB,
    "settled_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sample" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "verification_id" UUID NOT NULL,
    "record_count" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "read_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sample_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "customer_id" UUID,
    "payload" TEXT NOT NULL,
    "prev" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "action" TEXT NOT NULL GENERATED ALWAYS AS ((payload)::jsonb ->> 'action'::text) STORED,
    "integration_id" UUID GENERATED ALWAYS AS (((payload)::jsonb ->> 'integrationId'::text)::uuid) STORED,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "worker_process" (
    "worker_id" TEXT NOT NULL,
    "lock_key" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_process_pkey" PRIMARY KEY ("worker_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE INDEX "membership_person_id_idx" ON "membership"("person_id");

-- CreateIndex
CREATE INDEX "invitation_customer_id_idx" ON "invitation"("customer_id");

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "sign_in_request_email_idx" ON "sign_in_request"("email");

-- CreateIndex
CREATE INDEX "integration_customer_id_created_at_idx" ON "integration"("customer_id", "created_at");

-- CreateIndex
CREATE INDEX "integration_state_id_idx" ON "integration"("state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "integration_customer_id_id_key" ON "integration"("customer_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "integration_customer_id_idempotency_key_key" ON "integration"("customer_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "zone_integration_id_zone_id_key" ON "zone"("integration_id", "zone_id");

-- CreateIndex
CREATE UNIQUE INDEX "credential_integration_id_version_key" ON "credential"("integration_id", "version");

-- CreateIndex
CREATE INDEX "verification_integration_id_created_at_idx" ON "verification"("integration_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "verification_customer_id_id_key" ON "verification"("customer_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "check_verification_id_name_subject_key" ON "check"("verification_id", "name", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "sample_customer_id_integration_id_key" ON "sample"("customer_id", "integration_id");

-- CreateIndex
CREATE INDEX "activity_customer_id_seq_idx" ON "activity"("customer_id", "seq");

-- CreateIndex
CREATE INDEX "activity_integration_id_seq_idx" ON "activity"("integration_id", "seq");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration" ADD CONSTRAINT "integration_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "zone" ADD CONSTRAINT "zone_customer_id_integration_id_fkey" FOREIGN KEY ("customer_id", "integration_id") REFERENCES "integration"("customer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_customer_id_integration_id_fkey" FOREIGN KEY ("customer_id", "integration_id") REFERENCES "integration"("customer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_customer_id_integration_id_fkey" FOREIGN KEY ("customer_id", "integration_id") REFERENCES "integration"("customer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check" ADD CONSTRAINT "check_customer_id_verification_id_fkey" FOREIGN KEY ("customer_id", "verification_id") REFERENCES "verification"("customer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sample" ADD CONSTRAINT "sample_customer_id_integration_id_fkey" FOREIGN KEY ("customer_id", "integration_id") REFERENCES "integration"("customer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on by hand: what the schema language cannot say.

-- What a row may hold.
ALTER TABLE "credential"
  ADD CONSTRAINT "credential_sealed_or_destroyed" CHECK (("sealed" IS NULL) = ("destroyed_at" IS NOT NULL)),
  -- Bytes 3 to 18 of the envelope name the key that wrapped it; the column only repeats them for queries.
  ADD CONSTRAINT "credential_kek_of_envelope" CHECK (
    "sealed" IS NULL OR encode(substring("sealed" FROM 4 FOR 16), 'hex')::uuid = "kek_id"
  ),
  ADD CONSTRAINT "credential_expires_on" CHECK ("expires_on" BETWEEN '1970-01-01' AND '9999-01-01'),
  ADD CONSTRAINT "credential_account_id" CHECK ("account_id" ~ '^[0-9a-f]{32}$');
ALTER TABLE "integration" ADD CONSTRAINT "integration_account_id" CHECK ("account_id" ~ '^[0-9a-f]{32}$');
ALTER TABLE "zone" ADD CONSTRAINT "zone_zone_id" CHECK ("zone_id" ~ '^[0-9a-f]{32}$');

-- A second tab must not connect the same account twice, and only one verification runs at a time.
CREATE UNIQUE INDEX "integration_one_per_account" ON "integration" ("customer_id", "account_id")
  WHERE "state" <> 'disconnected';
CREATE UNIQUE INDEX "verification_one_unfinished" ON "verification" ("integration_id")
  WHERE "finished_at" IS NULL;

-- Functions of the portal, owned by the owner.
CREATE SCHEMA "app";
REVOKE ALL ON SCHEMA "app" FROM PUBLIC;
GRANT USAGE ON SCHEMA "app" TO aquila_web, aquila_staff, aquila_worker;
GRANT USAGE ON SCHEMA "public" TO aquila_web, aquila_staff, aquila_worker;

-- The customer, or the person, of this transaction; null where none was set. `nullif` because a setting that was
-- once set reads as '' afterwards.
CREATE FUNCTION "app"."customer_id"() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('app.customer_id', true), '')::uuid $$;
CREATE FUNCTION "app"."person_id"() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('app.person_id', true), '')::uuid $$;

-- Sealed bytes are emptied, never changed; a disconnected integration stays so; and only the worker, which asks
-- Cloudflare, can say what the answer was.
CREATE FUNCTION "app"."keep_sealed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."sealed" IS NOT NULL AND NEW."sealed" IS DISTINCT FROM OLD."sealed" THEN
    RAISE EXCEPTION 'a sealed credential cannot be changed, only destroyed' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "credential_keep_sealed" BEFORE UPDATE ON "credential"
  FOR EACH ROW EXECUTE FUNCTION "app"."keep_sealed"();

CREATE FUNCTION "app"."guard_state"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."state" = 'disconnected' AND NEW."state" <> 'disconnected' THEN
    RAISE EXCEPTION 'a disconnected integration stays disconnected' USING ERRCODE = '23514';
  END IF;
  IF current_user = 'aquila_web' AND NEW."state" NOT IN ('verifying', 'disconnected')
     AND (TG_OP = 'INSERT' OR NEW."state" <> OLD."state" OR NEW."account_id" <> OLD."account_id"
          OR NEW."account_name" IS DISTINCT FROM OLD."account_name") THEN
    RAISE EXCEPTION 'only the worker says what Cloudflare answered' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "integration_guard_state" BEFORE INSERT OR UPDATE ON "integration"
  FOR EACH ROW EXECUTE FUNCTION "app"."guard_state"();

-- What an integration consists of changes only while it is being verified anew, or is ended.
CREATE FUNCTION "app"."guard_parts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'aquila_web' AND NOT EXISTS (
    SELECT FROM public.integration i
    WHERE i.id = coalesce(NEW."integration_id", OLD."integration_id") AND i.state IN ('verifying', 'disconnected')
  ) THEN
    RAISE EXCEPTION 'a verified integration is not changed behind its back' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "credential_guard_parts" AFTER INSERT OR UPDATE OR DELETE ON "credential"
  FOR EACH ROW EXECUTE FUNCTION "app"."guard_parts"();
CREATE TRIGGER "zone_guard_parts" AFTER INSERT OR UPDATE OR DELETE ON "zone"
  FOR EACH ROW EXECUTE FUNCTION "app"."guard_parts"();

-- Activity: append-only and hash-chained.
CREATE TABLE "activity_head" (
  "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
  "seq" bigint NOT NULL,
  "hash" bytea NOT NULL
);
INSERT INTO "activity_head" ("seq", "hash") VALUES (0, sha256('aquila activity'));

CREATE FUNCTION "app"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'activity is append-only' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER "activity_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "activity"
  FOR EACH STATEMENT EXECUTE FUNCTION "app"."refuse_change"();

-- What one record's hash covers; the verifying query uses the same function.
CREATE FUNCTION "app"."activity_hash"(prev bytea, seq bigint, at timestamptz, customer uuid, payload text)
RETURNS bytea LANGUAGE sql IMMUTABLE SET timezone = 'UTC' AS $$
  SELECT sha256(
    '\x02'::bytea || prev || int8send(seq)
    || convert_to(to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'UTF8') || '\x00'::bytea
    || convert_to(coalesce(customer::text, ''), 'UTF8') || '\x00'::bytea
    || convert_to(payload, 'UTF8')
  )
$$;

-- Appends one record in the caller's transaction. The head row's lock makes the chain one line.
CREATE FUNCTION "app"."append_activity"(customer uuid, payload text) RETURNS bigint
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
  -- Each role can say only what it does itself.
  IF (CASE session_user
    WHEN 'aquila_web' THEN actor = 'member' AND action IN (
      'session.created', 'session.ended', 'invitation.accepted', 'integration.connected', 'integration.corrected',
      'integration.disconnected', 'credential.replaced', 'verification.requested')
    WHEN 'aquila_staff' THEN actor = 'staff' AND action IN (
      'integrations.listed', 'integration.viewed', 'verification.requested')
    WHEN 'aquila_worker' THEN actor = 'system' AND action IN ('verification.finished', 'credential.rebound')
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

-- The first record whose hash or link is wrong, or null when the whole chain up to the head holds.
CREATE FUNCTION "app"."first_broken_activity"() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH chain AS (
    SELECT seq, hash, prev,
      coalesce(lag(hash) OVER (ORDER BY seq), sha256('aquila activity')) AS expected_prev,
      coalesce(lag(seq) OVER (ORDER BY seq), 0) + 1 AS expected_seq,
      app.activity_hash(prev, seq, at, customer_id, payload) AS expected_hash
    FROM public.activity
  ), broken AS (
    SELECT seq FROM chain
      WHERE hash <> expected_hash OR prev <> expected_prev OR seq <> expected_seq
    UNION ALL
    SELECT coalesce(head.seq, tail.seq) FROM (SELECT coalesce(max(seq), 0) AS seq FROM public.activity) tail
      LEFT JOIN public.activity_head head ON true
      WHERE head.seq IS DISTINCT FROM tail.seq
         OR head.hash <> coalesce((SELECT a.hash FROM public.activity a WHERE a.seq = head.seq), sha256('aquila activity'))
  )
  SELECT min(seq) FROM broken
$$;

-- Whether a person may sign in: not disabled, and a member, staff, or invited.
CREATE FUNCTION "app"."may_sign_in"(address text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM public.person p WHERE p.email = address AND p.disabled_at IS NULL AND (
      EXISTS (SELECT FROM public.membership m WHERE m.person_id = p.id)
      OR EXISTS (SELECT FROM public.staff_role s WHERE s.person_id = p.id)
      OR EXISTS (SELECT FROM public.invitation i WHERE i.email = address AND i.accepted_at IS NULL
                 AND i.revoked_at IS NULL AND i.expires_at > now())
    )
  )
$$;

-- Turns the open invitations of a person who just signed in into memberships, each with its activity record.
CREATE FUNCTION "app"."accept_invitations"(person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found record;
BEGIN
  FOR found IN
    UPDATE public.invitation i SET accepted_at = now() FROM public.person p
      WHERE p.id = person AND i.email = p.email AND i.accepted_at IS NULL AND i.revoked_at IS NULL
        AND i.expires_at > now()
      RETURNING i.id, i.customer_id, i.role
  LOOP
    INSERT INTO public.membership (customer_id, person_id, role)
      VALUES (found.customer_id, person, found.role) ON CONFLICT DO NOTHING;
    PERFORM set_config('app.customer_id', found.customer_id::text, true);
    PERFORM app.append_activity(found.customer_id, json_build_object(
      'action', 'invitation.accepted', 'actor', json_build_object('kind', 'member', 'personId', person),
      'invitationId', found.id)::text);
    PERFORM set_config('app.customer_id', '', true);
  END LOOP;
END $$;

-- Checks a link token or a typed code against the request of this browser, and uses the request up.
-- Five wrong codes void it. Answers the address, or null.
CREATE FUNCTION "app"."use_sign_in_request"(request uuid, nonce bytea, token bytea, code bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  asked public.sign_in_request;
BEGIN
  SELECT * INTO asked FROM public.sign_in_request r WHERE r.id = request FOR UPDATE;
  IF asked.id IS NULL OR asked.nonce_hash IS DISTINCT FROM nonce OR asked.used_at IS NOT NULL OR asked.expires_at <= now()
     OR asked.tries >= 5 THEN
    RETURN NULL;
  END IF;
  IF asked.token_hash = token OR asked.code_hash = code THEN
    UPDATE public.sign_in_request SET used_at = now() WHERE id = request;
    -- Older mails to the same address stop working once one was used.
    UPDATE public.sign_in_request SET expires_at = now()
      WHERE email = asked.email AND used_at IS NULL AND expires_at > now();
    RETURN asked.email;
  END IF;
  UPDATE public.sign_in_request SET tries = tries + 1 WHERE id = request;
  RETURN NULL;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA "app" FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "app"."customer_id"(), "app"."person_id"() TO aquila_web, aquila_staff, aquila_worker;
GRANT EXECUTE ON FUNCTION "app"."append_activity"(uuid, text) TO aquila_web, aquila_staff, aquila_worker;
GRANT EXECUTE ON FUNCTION "app"."first_broken_activity"() TO aquila_staff, aquila_worker;
GRANT EXECUTE ON FUNCTION "app"."may_sign_in"(text) TO aquila_web, aquila_worker;
GRANT EXECUTE ON FUNCTION "app"."accept_invitations"(uuid),
  "app"."use_sign_in_request"(uuid, bytea, bytea, bytea) TO aquila_web;

-- Row-level security. `app.customer_id` is the only door for web and worker; staff read across customers
-- through a role of their own. The owner is held to the rules too (FORCE) and has a policy of its own for the
-- functions above and for the commands of an operator.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['membership', 'invitation', 'integration', 'zone', 'credential', 'verification',
                           'check', 'sample', 'activity']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own_customer ON %I TO aquila_web, aquila_worker
      USING (customer_id = app.customer_id()) WITH CHECK (customer_id = app.customer_id())', t);
    EXECUTE format('CREATE POLICY staff_reads ON %I FOR SELECT TO aquila_staff USING (true)', t);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;

ALTER TABLE "customer" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "customer" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_customer ON "customer" FOR SELECT TO aquila_web, aquila_worker
  USING (id = app.customer_id() OR id IN (SELECT customer_id FROM membership WHERE person_id = app.person_id()));
CREATE POLICY staff_reads ON "customer" FOR SELECT TO aquila_staff USING (true);
CREATE POLICY owner ON "customer" TO CURRENT_USER USING (true) WITH CHECK (true);

-- A person sees the own memberships before a customer is chosen.
CREATE POLICY own_memberships ON "membership" FOR SELECT TO aquila_web USING (person_id = app.person_id());

-- What staff may write, in any customer.
CREATE POLICY staff_verifies ON "verification" FOR INSERT TO aquila_staff WITH CHECK ("trigger" = 'staff');
CREATE POLICY staff_hastens ON "verification" FOR UPDATE TO aquila_staff USING ("finished_at" IS NULL);

-- Grants. Web may insert sealed bytes and empty them, and never select them; staff neither.
GRANT SELECT ON "customer", "membership", "invitation", "integration", "zone", "verification", "check", "activity"
  TO aquila_web, aquila_staff, aquila_worker;
GRANT SELECT ON "person", "staff_role" TO aquila_web, aquila_staff, aquila_worker;

GRANT SELECT, INSERT, UPDATE, DELETE ON "session" TO aquila_web;
GRANT SELECT ("id", "email", "tries", "created_at", "expires_at", "used_at"), INSERT ON "sign_in_request" TO aquila_web;
GRANT SELECT, UPDATE ("token_hash", "code_hash"), DELETE ON "sign_in_request" TO aquila_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON "rate_limit" TO aquila_web;

GRANT INSERT ("id", "customer_id", "state", "account_id", "idempotency_key", "created_at", "created_by")
  ON "integration" TO aquila_web;
GRANT UPDATE ("state", "account_id", "account_name", "disconnected_at") ON "integration" TO aquila_web;
GRANT UPDATE ("state", "account_name", "last_verified_at") ON "integration" TO aquila_worker;
GRANT INSERT, DELETE ON "zone" TO aquila_web;
GRANT UPDATE ("name") ON "zone" TO aquila_worker;
GRANT INSERT ("id", "customer_id", "integration_id", "trigger", "attempt", "run_at") ON "verification"
  TO aquila_web, aquila_staff;
GRANT UPDATE ("run_at", "finished_at") ON "verification" TO aquila_web;
GRANT UPDATE ("run_at") ON "verification" TO aquila_staff;
GRANT INSERT, UPDATE ("started_at", "finished_at", "verdict") ON "verification" TO aquila_worker;
GRANT INSERT, UPDATE, DELETE ON "check" TO aquila_worker;

GRANT SELECT ("id", "customer_id", "integration_id", "version", "kind", "email", "mask", "account_id", "kek_id",
    "expires_on", "created_at", "destroyed_at") ON "credential" TO aquila_web, aquila_staff;
GRANT INSERT, UPDATE ("sealed", "destroyed_at") ON "credential" TO aquila_web;
GRANT SELECT, INSERT, UPDATE ("sealed", "destroyed_at", "expires_on") ON "credential" TO aquila_worker;

GRANT SELECT, DELETE ON "sample" TO aquila_web;
GRANT SELECT ("id", "customer_id", "integration_id", "verification_id", "record_count", "read_at") ON "sample"
  TO aquila_staff;
GRANT SELECT, INSERT, UPDATE, DELETE ON "sample" TO aquila_worker;

GRANT SELECT, INSERT, UPDATE, DELETE ON "worker_process" TO aquila_worker;
