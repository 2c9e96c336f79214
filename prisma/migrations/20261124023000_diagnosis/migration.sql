-- CreateEnum
CREATE TYPE "power" AS ENUM ('global_key', 'can_write', 'read_only_as_far_as_seen');

-- CreateEnum
CREATE TYPE "notice_kind" AS ENUM ('needs_attention', 'expires_in_30_days', 'expires_in_7_days', 'expires_in_1_day');

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
ALTER TABLE "verification" ADD COLUMN     "log_sources" JSONB;

-- AlterTable
ALTER TABLE "sample" ADD COLUMN     "coverage" JSONB,
ADD COLUMN     "refresh_after" TIMESTAMPTZ(6),
ADD COLUMN     "refresh_asked_at" TIMESTAMPTZ(6),
ADD COLUMN     "refresh_failure" TEXT,
ALTER COLUMN "sealed" DROP NOT NULL;

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "about" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),

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
GRANT UPDATE ("log_sources") ON "verification" TO aquila_worker;
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
GRANT SELECT, INSERT, UPDATE ("sent_at") ON "notice" TO aquila_worker;

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
REVOKE ALL ON FUNCTION "app"."integrations_due"(int), "app"."samples_read_before"(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "app"."integrations_due"(int), "app"."samples_read_before"(timestamptz, int)
  TO aquila_worker;

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
      'sample.revealed', 'sample.exported', 'support_bundle.exported')
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
