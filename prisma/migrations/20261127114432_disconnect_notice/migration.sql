-- AlterEnum
ALTER TYPE "notice_kind" ADD VALUE 'disconnected_by_staff';

-- From here on by hand: what the schema cannot say.

-- As before, and it notes that the members are to be told, under an id that web has made: staff cannot note a notice, so
-- there is none of a disconnection that was not one.
DROP FUNCTION "app"."disconnect_by_staff"(uuid, bytea, uuid, bytea);
CREATE FUNCTION "app"."disconnect_by_staff"(actor uuid, session_hash bytea, integration uuid, code bytea, notice uuid)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  asked public.step_up;
  live public.integration;
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
  SELECT i.* INTO live FROM public.integration i WHERE i.id = integration AND i.state <> 'disconnected' FOR UPDATE;
  IF live.id IS NULL THEN
    RETURN 'gone';
  END IF;
  UPDATE public.step_up SET used_at = now() WHERE id = asked.id;
  UPDATE public.integration SET state = 'disconnected', disconnected_at = now() WHERE id = live.id;
  UPDATE public.credential SET sealed = NULL, destroyed_at = now()
    WHERE integration_id = live.id AND destroyed_at IS NULL;
  DELETE FROM public.sample WHERE integration_id = live.id;
  UPDATE public.verification SET finished_at = now() WHERE integration_id = live.id AND finished_at IS NULL;
  INSERT INTO public.notice (id, customer_id, integration_id, kind, about)
    VALUES (notice, live.customer_id, live.id, 'disconnected_by_staff', asked.id);
  PERFORM pg_notify('integration', live.id::text);
  RETURN 'done';
END $$;
REVOKE ALL ON FUNCTION "app"."disconnect_by_staff"(uuid, bytea, uuid, bytea, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "app"."disconnect_by_staff"(uuid, bytea, uuid, bytea, uuid) TO aquila_staff;
