-- CreateEnum
CREATE TYPE "note_audience" AS ENUM ('internal', 'customer');

-- AlterTable
ALTER TABLE "integration" ADD COLUMN     "paused_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "activity_check" (
    "only" BOOLEAN NOT NULL DEFAULT true,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "hash" BYTEA NOT NULL,
    "verified_at" TIMESTAMPTZ(6),
    "verified_seq" BIGINT,
    "verified_hash" BYTEA,
    "seen_seq" BIGINT NOT NULL DEFAULT 0,
    "seen_hash" BYTEA NOT NULL,
    "broken_seq" BIGINT,
    "broken_at" TIMESTAMPTZ(6),

    CONSTRAINT "activity_check_pkey" PRIMARY KEY ("only")
);

-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "audience" "note_audience" NOT NULL,
    "text" TEXT NOT NULL,
    "step" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "mailed_at" TIMESTAMPTZ(6),
    "reached" UUID[] DEFAULT '{}'::uuid[],

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step_up" (
    "id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "code_hash" BYTEA,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "step_up_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "note_integration_id_created_at_idx" ON "note"("integration_id", "created_at");

-- CreateIndex
CREATE INDEX "step_up_session_id_idx" ON "step_up"("session_id");

-- CreateIndex
CREATE INDEX "activity_at_idx" ON "activity"("at");

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_customer_id_integration_id_fkey" FOREIGN KEY ("customer_id", "integration_id") REFERENCES "integration"("customer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step_up" ADD CONSTRAINT "step_up_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From here on by hand: what the schema cannot say.

ALTER TABLE "note"
  ADD CONSTRAINT "note_text" CHECK (char_length("text") BETWEEN 1 AND 4000),
  ADD CONSTRAINT "note_step" CHECK ("step" IS NULL OR "audience" = 'customer'),
  ALTER COLUMN "reached" SET NOT NULL;
ALTER TABLE "activity_check" ADD CONSTRAINT "activity_check_only" CHECK ("only");
INSERT INTO "activity_check" ("hash", "seen_hash") VALUES (sha256('aquila activity'), sha256('aquila activity'));

-- A text in small letters, whatever the locale of the database: in that of C there are none beyond ASCII.
CREATE FUNCTION "app"."fold"(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower($1 COLLATE "pg_c_utf8");
REVOKE ALL ON FUNCTION "app"."fold"(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "app"."fold"(text) TO aquila_staff;

-- Customers and people are found by any three letters; customers stand in the order of their names.
CREATE INDEX "customer_name_search" ON "customer" USING gin ("app"."fold"("name") gin_trgm_ops);
CREATE INDEX "customer_name_order" ON "customer" ("app"."fold"("name"), "id");
CREATE INDEX "person_email_search" ON "person" USING gin ("email" gin_trgm_ops);
-- How many credentials each key protects is read from the index alone.
CREATE INDEX "credential_kek" ON "credential" ("kek_id", "created_at") WHERE "destroyed_at" IS NULL;

-- That an integration is paused stands in the staff's list too.
ALTER TABLE "console"."listing" ADD COLUMN "paused_at" TIMESTAMPTZ(6);
CREATE INDEX "listing_paused" ON "console"."listing" ("integration_id") WHERE "paused_at" IS NOT NULL;
CREATE OR REPLACE VIEW "app"."listing_now" AS
  SELECT i.id AS integration_id, i.customer_id, c.name AS customer_name, i.account_id, i.account_name,
    z.zone_count, z.first_zone,
    CASE WHEN i.state = 'connected' AND cardinality(i.missing) > 0 THEN 'connected_with_gaps'
      ELSE i.state::text END::listed_state AS state,
    i.failed_check, i.failure, i.missing, k.kind, k.mask, i.power, k.expires_on, i.last_verified_at, i.created_at,
    s.state AS case_state, s.assignee_id, s.next_contact_on,
    app.fold(concat_ws(E'\n', c.name, i.account_name, i.account_id, z.names, p.emails)) AS search,
    CASE WHEN i.state <> 'disconnected' THEN i.paused_at END AS paused_at
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

CREATE OR REPLACE FUNCTION "app"."list_integrations"(ids uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO console.listing AS l (integration_id, customer_id, customer_name, account_id, account_name, zone_count, first_zone,
      state, state_since, failed_check, failure, missing, kind, mask, power, expires_on, last_verified_at, created_at,
      case_state, assignee_id, next_contact_on, search, paused_at)
    SELECT integration_id, customer_id, customer_name, account_id, account_name, zone_count, first_zone,
      state, now(), failed_check, failure, missing, kind, mask, power, expires_on, last_verified_at, created_at,
      case_state, assignee_id, next_contact_on, search, paused_at
    FROM app.listing_now WHERE integration_id = ANY (ids)
  ON CONFLICT (integration_id) DO UPDATE SET
    customer_name = excluded.customer_name, account_id = excluded.account_id, account_name = excluded.account_name,
    zone_count = excluded.zone_count, first_zone = excluded.first_zone, state = excluded.state,
    state_since = CASE WHEN l.state = excluded.state THEN l.state_since ELSE excluded.state_since END,
    failed_check = excluded.failed_check, failure = excluded.failure, missing = excluded.missing,
    kind = excluded.kind, mask = excluded.mask, power = excluded.power, expires_on = excluded.expires_on,
    last_verified_at = excluded.last_verified_at, case_state = excluded.case_state,
    assignee_id = excluded.assignee_id, next_contact_on = excluded.next_contact_on,
    search = excluded.search, paused_at = excluded.paused_at
  WHERE (l.customer_name, l.account_id, l.account_name, l.zone_count, l.first_zone, l.state, l.failed_check, l.failure,
      l.missing, l.kind, l.mask, l.power, l.expires_on, l.last_verified_at, l.case_state, l.assignee_id,
      l.next_contact_on, l.search, l.paused_at)
    IS DISTINCT FROM (excluded.customer_name, excluded.account_id, excluded.account_name, excluded.zone_count,
      excluded.first_zone, excluded.state, excluded.failed_check, excluded.failure, excluded.missing, excluded.kind,
      excluded.mask, excluded.power, excluded.expires_on, excluded.last_verified_at, excluded.case_state,
      excluded.assignee_id, excluded.next_contact_on, excluded.search, excluded.paused_at)
$$;

-- The search had only ASCII in small letters.
SELECT app.list_integrations(ARRAY(SELECT id FROM "integration"));

CREATE OR REPLACE FUNCTION "app"."integrations_due"(most int) RETURNS TABLE (customer_id uuid, integration_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.customer_id, i.id FROM public.integration i
  WHERE i.next_verification_at <= now() AND i.state <> 'disconnected' AND i.paused_at IS NULL
  ORDER BY i.next_verification_at LIMIT most
$$;

-- Checks the next piece of the trail and notes how far it came. Answers the first record that is wrong or missing, or
-- null. Each pass begins at the first record again, so that one that was changed after it had been checked is found; and
-- the newest record of the last pass and of the last call is remembered, so that a trail written anew is found as well.
CREATE FUNCTION "app"."check_activity"(most int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  known activity_check;
  head_seq bigint;
  head_hash bytea;
  first_seq bigint;
  last_seq bigint;
  came_to bigint;
  came_to_hash bytea;
  bad bigint;
BEGIN
  SELECT * INTO STRICT known FROM activity_check FOR UPDATE;
  -- In one statement: head and records of one moment. What is appended afterwards belongs to the next piece.
  SELECT h.seq, h.hash, (SELECT coalesce(min(a.seq), 1) FROM activity a), (SELECT coalesce(max(a.seq), 0) FROM activity a)
    INTO head_seq, head_hash, first_seq, last_seq
    FROM (SELECT) one LEFT JOIN activity_head h ON true;
  IF first_seq < 1 THEN
    bad := first_seq;
  ELSIF head_seq IS NULL THEN
    bad := last_seq + 1;
  ELSIF last_seq <> head_seq THEN
    bad := least(last_seq, head_seq) + 1;
  ELSIF head_seq < greatest(known.seq, known.seen_seq, known.verified_seq) THEN
    bad := head_seq + 1;
  ELSIF known.verified_seq > 0
      AND (SELECT a.hash FROM activity a WHERE a.seq = known.verified_seq) IS DISTINCT FROM known.verified_hash THEN
    bad := known.verified_seq;
  ELSE
    -- A time without an end has no hash, and one before our era is spelled, and hashed, like one of it.
    SELECT min(expected_seq) FILTER (WHERE seq <> expected_seq OR prev <> expected_prev
          OR hash IS DISTINCT FROM expected_hash OR at < '1970-01-01'), max(seq)
      INTO bad, came_to
      FROM (
        SELECT seq, at, prev, hash, app.activity_hash(prev, seq, at, customer_id, payload) AS expected_hash,
          coalesce(lag(seq) OVER (ORDER BY seq), known.seq) + 1 AS expected_seq,
          coalesce(lag(hash) OVER (ORDER BY seq), known.hash) AS expected_prev
        FROM (SELECT * FROM activity WHERE seq > known.seq AND seq <= head_seq ORDER BY seq LIMIT most) piece
      ) chain;
    came_to := coalesce(came_to, known.seq);
    came_to_hash := coalesce((SELECT a.hash FROM activity a WHERE a.seq = came_to), known.hash);
    IF bad IS NULL AND came_to = head_seq AND came_to_hash <> head_hash THEN
      bad := head_seq;
    END IF;
    IF bad IS NULL AND known.seen_seq > 0
        AND (SELECT a.hash FROM activity a WHERE a.seq = known.seen_seq) IS DISTINCT FROM known.seen_hash THEN
      bad := known.seen_seq;
    END IF;
  END IF;
  IF bad IS NOT NULL THEN
    -- The newest record that was seen stays as it was: it may be the only thing that tells, and without it a chain that was
    -- written anew since would be found whole.
    UPDATE activity_check SET broken_seq = least(broken_seq, bad), broken_at = coalesce(broken_at, now()),
      seq = 0, hash = sha256('aquila activity');
  ELSIF came_to = head_seq THEN
    UPDATE activity_check SET broken_seq = NULL, broken_at = NULL, verified_at = now(), verified_seq = head_seq,
      verified_hash = head_hash, seen_seq = head_seq, seen_hash = head_hash, seq = 0, hash = sha256('aquila activity');
  ELSE
    UPDATE activity_check SET seq = came_to, hash = came_to_hash, seen_seq = head_seq, seen_hash = head_hash;
  END IF;
  RETURN bad;
END $$;

-- As before, and with the times that have no hash of their own: without an end, or before our era.
CREATE OR REPLACE FUNCTION "app"."first_broken_activity"() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH chain AS (
    SELECT seq, at, hash, prev,
      coalesce(lag(hash) OVER (ORDER BY seq), sha256('aquila activity')) AS expected_prev,
      coalesce(lag(seq) OVER (ORDER BY seq), 0) + 1 AS expected_seq,
      app.activity_hash(prev, seq, at, customer_id, payload) AS expected_hash
    FROM public.activity
  ), broken AS (
    SELECT seq FROM chain
      WHERE hash IS DISTINCT FROM expected_hash OR at < '1970-01-01' OR prev <> expected_prev OR seq <> expected_seq
    UNION ALL
    SELECT coalesce(head.seq, tail.seq) FROM (SELECT coalesce(max(seq), 0) AS seq FROM public.activity) tail
      LEFT JOIN public.activity_head head ON true
      WHERE head.seq IS DISTINCT FROM tail.seq
         OR head.hash <> coalesce((SELECT a.hash FROM public.activity a WHERE a.seq = head.seq), sha256('aquila activity'))
  )
  SELECT min(seq) FROM broken
$$;

-- Whether somebody is staff at this moment; with `admin`, whether of the role that gives roles.
CREATE FUNCTION "app"."is_staff"(person uuid, admin boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM public.staff_role s JOIN public.person p ON p.id = s.person_id
    WHERE s.person_id = person AND p.disabled_at IS NULL AND (NOT admin OR s.role = 'admin')
  )
$$;

-- Ends all sessions of a person; open streams hear of it.
CREATE FUNCTION "app"."end_sessions"(person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM public.session WHERE person_id = person;
  PERFORM pg_notify('person', person::text);
END $$;

-- Who gives and takes access, one after the other: of two admins who take each other's role at once, the second finds
-- itself without one.
CREATE FUNCTION "app"."lock_access"() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended('app.lock_access', 0))
$$;

-- Takes a person's access away, or gives it back. Of staff only an admin does it, and nobody does it to themselves.
-- False when it is not allowed, nobody has that id, or it is so already.
CREATE FUNCTION "app"."set_disabled"(actor uuid, target uuid, disabled boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM app.lock_access();
  IF actor = target OR NOT app.is_staff(actor, EXISTS (SELECT FROM public.staff_role WHERE person_id = target)) THEN
    RETURN false;
  END IF;
  UPDATE public.person SET disabled_at = CASE WHEN disabled THEN now() END
    WHERE id = target AND (disabled_at IS NOT NULL) <> disabled;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF disabled THEN
    PERFORM app.end_sessions(target);
  END IF;
  RETURN true;
END $$;

-- Gives a staff role to an address; the person is made when nobody has it. Only an admin does it, never to themselves nor
-- to somebody who belongs to a customer or is invited to one. Answers the person; null when it is not allowed, or they have that role.
CREATE FUNCTION "app"."give_staff_role"(actor uuid, address text, given "staff_role_name") RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  target uuid;
BEGIN
  PERFORM app.lock_access();
  IF NOT app.is_staff(actor, true) THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.person (id, email) VALUES (gen_random_uuid(), address) ON CONFLICT DO NOTHING;
  SELECT id INTO STRICT target FROM public.person WHERE email = address;
  IF target = actor OR EXISTS (SELECT FROM public.staff_role s WHERE s.person_id = target AND s.role = given)
     OR EXISTS (SELECT FROM public.membership m WHERE m.person_id = target)
     OR EXISTS (SELECT FROM public.invitation i WHERE i.email = address AND i.accepted_at IS NULL
       AND i.revoked_at IS NULL AND i.expires_at > now()) THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.staff_role (person_id, role) VALUES (target, given)
    ON CONFLICT (person_id) DO UPDATE SET role = excluded.role;
  RETURN target;
END $$;

-- Takes a staff role, and ends the sessions in which it was used. False when it is not allowed, or there is none.
CREATE FUNCTION "app"."take_staff_role"(actor uuid, target uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM app.lock_access();
  IF actor = target OR NOT app.is_staff(actor, true) THEN
    RETURN false;
  END IF;
  DELETE FROM public.staff_role WHERE person_id = target;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM app.end_sessions(target);
  RETURN true;
END $$;

-- Notes that a staff member wants a code for one act on one integration, in the session of that hash. Older codes of
-- that session stop working. False when that is no session of theirs.
CREATE FUNCTION "app"."ask_step_up"(request uuid, actor uuid, session_hash bytea, integration uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  live uuid;
BEGIN
  -- Locked: of two that ask at once, the second deletes the first one's code.
  SELECT id INTO live FROM public.session
    WHERE token_hash = session_hash AND person_id = actor AND expires_at > now() FOR NO KEY UPDATE;
  IF live IS NULL OR NOT app.is_staff(actor, false) THEN
    RETURN false;
  END IF;
  DELETE FROM public.step_up WHERE session_id = live;
  INSERT INTO public.step_up (id, session_id, person_id, integration_id) VALUES (request, live, actor, integration);
  RETURN true;
END $$;

-- Ends an integration on behalf of staff: only with a code that was asked for within five minutes, mailed to this person
-- for this session and this integration, and not used before; five wrong ones void it. Answers 'done', 'refused' or 'gone'.
CREATE FUNCTION "app"."disconnect_by_staff"(actor uuid, session_hash bytea, integration uuid, code bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  asked public.step_up;
  live uuid;
BEGIN
  SELECT u.* INTO asked FROM public.step_up u JOIN public.session s ON s.id = u.session_id
    WHERE s.token_hash = session_hash AND s.expires_at > now() AND s.person_id = actor AND u.person_id = actor
      AND u.integration_id = integration AND u.used_at IS NULL AND u.tries < 5
      AND u.created_at > now() - interval '5 minutes'
    FOR UPDATE OF u;
  IF asked.id IS NULL OR NOT app.is_staff(actor, false) THEN
    RETURN 'refused';
  END IF;
  IF code IS NULL OR asked.code_hash IS DISTINCT FROM code THEN
    UPDATE public.step_up SET tries = tries + 1 WHERE id = asked.id;
    RETURN 'refused';
  END IF;
  SELECT i.id INTO live FROM public.integration i WHERE i.id = integration AND i.state <> 'disconnected' FOR UPDATE;
  IF live IS NULL THEN
    RETURN 'gone';
  END IF;
  UPDATE public.step_up SET used_at = now() WHERE id = asked.id;
  UPDATE public.integration SET state = 'disconnected', disconnected_at = now() WHERE id = live;
  UPDATE public.credential SET sealed = NULL, destroyed_at = now()
    WHERE integration_id = live AND destroyed_at IS NULL;
  DELETE FROM public.sample WHERE integration_id = live;
  UPDATE public.verification SET finished_at = now() WHERE integration_id = live AND finished_at IS NULL;
  PERFORM pg_notify('integration', live::text);
  RETURN 'done';
END $$;

REVOKE ALL ON FUNCTION "app"."check_activity"(int), "app"."is_staff"(uuid, boolean), "app"."end_sessions"(uuid),
  "app"."lock_access"(), "app"."set_disabled"(uuid, uuid, boolean),
  "app"."give_staff_role"(uuid, text, "staff_role_name"), "app"."take_staff_role"(uuid, uuid),
  "app"."ask_step_up"(uuid, uuid, bytea, uuid), "app"."disconnect_by_staff"(uuid, bytea, uuid, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "app"."check_activity"(int) TO aquila_worker;
GRANT EXECUTE ON FUNCTION "app"."set_disabled"(uuid, uuid, boolean),
  "app"."give_staff_role"(uuid, text, "staff_role_name"), "app"."take_staff_role"(uuid, uuid),
  "app"."ask_step_up"(uuid, uuid, bytea, uuid), "app"."disconnect_by_staff"(uuid, bytea, uuid, bytea) TO aquila_staff;

-- All memberships before the first record: with each, rows of the staff's list are locked, and whoever writes a record has
-- the trail locked. In one order, so that two who accept do not wait for each other.
CREATE OR REPLACE FUNCTION "app"."accept_invitations"(person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found record;
BEGIN
  FOR found IN
    WITH accepted AS (
      UPDATE public.invitation i SET accepted_at = now() FROM public.person p
        WHERE p.id = person AND i.email = p.email AND app.is_open_to(i, person)
        RETURNING i.id, i.customer_id, i.role
    ), joined AS (
      INSERT INTO public.membership (customer_id, person_id, role)
        SELECT customer_id, person, role FROM accepted ORDER BY customer_id ON CONFLICT DO NOTHING
    )
    SELECT id, customer_id FROM accepted
  LOOP
    PERFORM set_config('app.customer_id', found.customer_id::text, true);
    PERFORM app.append_activity(found.customer_id, json_build_object(
      'action', 'invitation.accepted', 'actor', json_build_object('kind', 'member', 'personId', person),
      'invitationId', found.id)::text);
    PERFORM set_config('app.customer_id', '', true);
  END LOOP;
END $$;

-- Whether a verification was ever begun: the queue asks, whatever the customer.
CREATE FUNCTION "app"."has_begun"(verification uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.verification v WHERE v.id = verification AND v.started_at IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION "app"."has_begun"(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "app"."has_begun"(uuid) TO aquila_worker;

-- Of notes web and worker see those to the customer alone.
ALTER TABLE "note" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "note" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_customer ON "note" TO aquila_web, aquila_worker
  USING (customer_id = app.customer_id() AND "audience" = 'customer') WITH CHECK (customer_id = app.customer_id());
CREATE POLICY staff_reads ON "note" FOR SELECT TO aquila_staff USING (true);
CREATE POLICY staff_writes ON "note" FOR INSERT TO aquila_staff WITH CHECK (true);
CREATE POLICY owner ON "note" TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON "note" TO aquila_web, aquila_worker;
GRANT SELECT, INSERT ("id", "customer_id", "integration_id", "author_id", "audience", "text", "step", "created_at")
  ON "note" TO aquila_staff;
GRANT UPDATE ("mailed_at", "reached") ON "note" TO aquila_worker;

GRANT SELECT ON "activity_check" TO aquila_staff;
GRANT SELECT, UPDATE ("code_hash") ON "step_up" TO aquila_worker;

CREATE POLICY staff_pauses ON "integration" FOR UPDATE TO aquila_staff USING ("state" <> 'disconnected');
GRANT UPDATE ("paused_at") ON "integration" TO aquila_staff;

CREATE POLICY staff_creates ON "customer" FOR INSERT TO aquila_staff WITH CHECK (true);
GRANT INSERT ("id", "name", "created_at") ON "customer" TO aquila_staff;
-- An invitation by staff is AQUILA's own, as an operator's: whom it invites may belong elsewhere too. But never staff: as a
-- member they would see the samples that staff do not see. Only an operator lets them in.
CREATE POLICY staff_invites ON "invitation" FOR INSERT TO aquila_staff WITH CHECK ("invited_by" IS NULL
  AND NOT EXISTS (SELECT FROM "staff_role" s JOIN "person" p ON p.id = s.person_id WHERE p.email = "invitation"."email"));
CREATE POLICY staff_changes ON "invitation" FOR UPDATE TO aquila_staff USING ("accepted_at" IS NULL);
GRANT INSERT ("id", "customer_id", "email", "role", "created_at", "expires_at"), UPDATE ("expires_at", "revoked_at")
  ON "invitation" TO aquila_staff;
CREATE POLICY staff_gives_roles ON "membership" FOR UPDATE TO aquila_staff USING (true);
GRANT UPDATE ("role") ON "membership" TO aquila_staff;

-- New: notes, pauses, customers, people, the activity and the keys in the staff console.
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
      'integration.paused', 'integration.resumed', 'integration.disconnected', 'verification.requested',
      'support_bundle.exported', 'case.changed', 'note.written', 'step_up.requested', 'view.saved', 'view.removed',
      'bulk.viewed', 'customers.listed', 'customer.viewed', 'customer.created', 'invitation.created',
      'invitation.resent', 'invitation.revoked', 'role.changed', 'person.disabled', 'person.enabled', 'staff.listed',
      'staff.added', 'staff.removed', 'activity.listed', 'activity.exported', 'keys.viewed')
    WHEN 'aquila_worker' THEN actor = 'system' AND action IN (
      'verification.finished', 'credential.rebound', 'sample.refreshed', 'sample.deleted', 'notice.sent',
      'note.mailed')
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
