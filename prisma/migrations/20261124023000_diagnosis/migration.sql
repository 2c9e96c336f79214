-- CreateEnum
CREATE TYPE "power" AS ENUM ('global_key', 'can_write', 'read_only_as_far_as_seen');

-- CreateEnum
CREATE TYPE "notice_kind" AS ENUM ('needs_attention', 'works_again', 'expires_in_30_days', 'expires_in_7_days', 'expires_in_1_day');

-- AlterEnum
ALTER TYPE "verification_trigger" ADD VALUE 'schedule';

-- AlterEnum
ALTER TYPE "verdict" ADD VALUE 'connected_with_gaps';

-- AlterTable
ALTER TABLE "integration" ADD COLUMN     "failed_check" TEXT,
ADD COLUMN     "failure" TEXT,
ADD COLUMN     "missing" TEXT[] DEFAULT '{}'::text[],
ADD COLUMN     "next_verification_at" TIMESTAMPTZ(6),
ADD COLUMN     "power" "power";

-- AlterTable
ALTER TABLE "verification" ADD COLUMN     "account_id" CHAR(32),
ADD COLUMN     "credential_version" INTEGER,
ADD COLUMN     "log_sources" JSONB;

-- AlterTable
ALTER TABLE "sample" ADD COLUMN     "coverage" JSONB,
ADD COLUMN     "refresh_after" TIMESTAMPTZ(6),
ADD COLUMN     "refresh_asked_at" TIMESTAMPTZ(6),
ADD COLUMN     "refresh_failure" TEXT,
ALTER COLUMN "sealed" DROP NOT NULL;

-- AlterTable
ALTER TABLE "credential" ADD COLUMN     "warn_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "invitation" ADD COLUMN     "invited_by" UUID,
ADD COLUMN     "sent_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "about" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),
    "reached" UUID[] DEFAULT '{}'::uuid[],

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notice_integration_id_kind_about_key" ON "notice"("integration_id", "kind", "about");

-- CreateIndex
CREATE INDEX "integration_next_verification_at_idx" ON "integration"("next_verification_at");

-- CreateIndex
CREATE INDEX "sample_read_at_idx" ON "sample"("read_at");

-- AddForeignKey
ALTER TABLE "notice" ADD CONSTRAINT "notice_customer_id_integration_id_fkey" FOREIGN KEY ("customer_id", "integration_id") REFERENCES "integration"("customer_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on by hand: what the schema language cannot say.

ALTER TABLE "integration" ALTER COLUMN "missing" SET NOT NULL;

-- Who may write the new columns: what Cloudflare answered only the worker, as before.
GRANT UPDATE ("missing", "failed_check", "failure", "power", "next_verification_at") ON "integration" TO aquila_worker;
GRANT UPDATE ("log_sources", "account_id", "credential_version") ON "verification" TO aquila_worker;
-- A verification that waits is pulled forward, and then says who asked for it.
GRANT UPDATE ("trigger") ON "verification" TO aquila_web, aquila_staff;
GRANT UPDATE ("refresh_asked_at") ON "sample" TO aquila_web;
GRANT SELECT ("coverage", "refresh_asked_at", "refresh_failure", "refresh_after") ON "sample" TO aquila_staff;

ALTER TABLE "notice" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "notice" FORCE ROW LEVEL SECURITY;
CREATE POLICY own_customer ON "notice" TO aquila_web, aquila_worker
  USING (customer_id = app.customer_id()) WITH CHECK (customer_id = app.customer_id());
CREATE POLICY staff_reads ON "notice" FOR SELECT TO aquila_staff USING (true);
CREATE POLICY owner ON "notice" TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON "notice" TO aquila_web, aquila_staff;
GRANT SELECT, INSERT, UPDATE ("sent_at", "reached") ON "notice" TO aquila_worker;
ALTER TABLE "notice" ALTER COLUMN "reached" SET NOT NULL;

-- When to warn before a credential expires. Destroyed ones leave the index by themselves, so what is due is found
-- in as many steps as there is due.
GRANT UPDATE ("warn_at") ON "credential" TO aquila_worker;
GRANT SELECT ("warn_at") ON "credential" TO aquila_web, aquila_staff;
CREATE INDEX "credential_warn_at" ON "credential" ("warn_at") WHERE "destroyed_at" IS NULL;
UPDATE "credential" SET "warn_at" = "expires_on" - interval '30 days' WHERE "destroyed_at" IS NULL;

-- Members invite colleagues; that an invitation was accepted only app.accept_invitations() says. Who is invited is
-- somebody who can sign in: only in this way web makes people. One open invitation an address: of several the newest stays.
GRANT INSERT ("id", "customer_id", "email", "role", "created_at", "expires_at", "invited_by"),
  UPDATE ("expires_at", "revoked_at", "invited_by") ON "invitation" TO aquila_web;
GRANT UPDATE ("sent_at") ON "invitation" TO aquila_worker;
CREATE FUNCTION "app"."know_invited"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.person (id, email) VALUES (gen_random_uuid(), NEW.email) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION "app"."know_invited"() FROM PUBLIC;
CREATE TRIGGER "invitation_know_invited" AFTER INSERT ON "invitation"
  FOR EACH ROW EXECUTE FUNCTION "app"."know_invited"();
UPDATE "invitation" i SET "revoked_at" = now()
  WHERE "accepted_at" IS NULL AND "revoked_at" IS NULL AND EXISTS (
    SELECT FROM "invitation" n WHERE n.customer_id = i.customer_id AND n.email = i.email AND n.id > i.id
      AND n.accepted_at IS NULL AND n.revoked_at IS NULL
  );
CREATE UNIQUE INDEX "invitation_one_open" ON "invitation" ("customer_id", "email")
  WHERE "accepted_at" IS NULL AND "revoked_at" IS NULL;

-- Whoever accepts an invitation works for the customer that invited. An operator's is trusted; a member's is accepted
-- only while that member still belongs there, by somebody who belongs nowhere else and whom no operator has invited.
CREATE FUNCTION "app"."is_open_to"(invitation public.invitation, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT invitation.accepted_at IS NULL AND invitation.revoked_at IS NULL AND invitation.expires_at > now() AND (
    invitation.invited_by IS NULL
    OR (
      EXISTS (SELECT FROM public.membership m JOIN public.person q ON q.id = m.person_id
        WHERE m.customer_id = invitation.customer_id AND m.person_id = invitation.invited_by AND q.disabled_at IS NULL)
      AND NOT EXISTS (SELECT FROM public.membership m
        WHERE m.person_id = person AND m.customer_id <> invitation.customer_id)
      AND NOT EXISTS (SELECT FROM public.staff_role s WHERE s.person_id = person)
      AND NOT EXISTS (SELECT FROM public.invitation o
        WHERE o.email = invitation.email AND o.customer_id <> invitation.customer_id AND o.invited_by IS NULL
          AND o.accepted_at IS NULL AND o.revoked_at IS NULL AND o.expires_at > now())
    )
  )
$$;
REVOKE ALL ON FUNCTION "app"."is_open_to"(public.invitation, uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION "app"."may_sign_in"(address text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM public.person p WHERE p.email = address AND p.disabled_at IS NULL AND (
      EXISTS (SELECT FROM public.membership m WHERE m.person_id = p.id)
      OR EXISTS (SELECT FROM public.staff_role s WHERE s.person_id = p.id)
      OR EXISTS (SELECT FROM public.invitation i WHERE i.email = address AND app.is_open_to(i, p.id))
    )
  )
$$;

CREATE OR REPLACE FUNCTION "app"."accept_invitations"(person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found record;
BEGIN
  FOR found IN
    UPDATE public.invitation i SET accepted_at = now() FROM public.person p
      WHERE p.id = person AND i.email = p.email AND app.is_open_to(i, person)
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

-- What is due, over all customers: ids only. The worker then acts for one customer at a time, as always.
CREATE FUNCTION "app"."integrations_due"(most int) RETURNS TABLE (customer_id uuid, integration_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.customer_id, i.id FROM public.integration i
  WHERE i.next_verification_at <= now() AND i.state <> 'disconnected'
  ORDER BY i.next_verification_at LIMIT most
$$;
CREATE FUNCTION "app"."samples_read_before"(moment timestamptz, most int)
RETURNS TABLE (customer_id uuid, integration_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.customer_id, s.integration_id FROM public.sample s
  WHERE s.read_at < moment AND s.sealed IS NOT NULL ORDER BY s.read_at LIMIT most
$$;
CREATE FUNCTION "app"."credentials_to_warn"(most int) RETURNS TABLE (customer_id uuid, credential_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.customer_id, c.id FROM public.credential c
  WHERE c.warn_at <= now() AND c.destroyed_at IS NULL
  ORDER BY c.warn_at LIMIT most
$$;
REVOKE ALL ON FUNCTION "app"."integrations_due"(int), "app"."samples_read_before"(timestamptz, int),
  "app"."credentials_to_warn"(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "app"."integrations_due"(int), "app"."samples_read_before"(timestamptz, int),
  "app"."credentials_to_warn"(int) TO aquila_worker;

-- What each role can say in the trail, with the new actions.
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
      'integrations.listed', 'integration.viewed', 'verification.requested', 'support_bundle.exported')
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
