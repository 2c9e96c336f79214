-- The one way in which web and staff put a job on the queue: known tasks, ids only, inside their own
-- transaction. Run by the worker's role after every graphile-worker migration; safe to run again.

create schema if not exists jobs;
revoke all on schema jobs from public;
grant usage on schema jobs to aquila_web, aquila_staff;

create or replace function jobs.enqueue(task text, customer uuid, id uuid, run_at timestamptz default now())
returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if task not in ('verify', 'refresh_sample', 'send_sign_in', 'send_invitation', 'send_notice', 'send_note', 'send_step_up', 'send_staff_role') then
    raise exception 'unknown task %', task using errcode = '22023';
  end if;
  if session_user = 'aquila_staff' and task not in ('verify', 'send_invitation', 'send_notice', 'send_note', 'send_step_up', 'send_staff_role') then
    raise exception 'not a task of staff: %', task using errcode = '42501';
  end if;
  -- What members are told about a connection, the worker finds out, or staff have done: only what was noted is mailed, and
  -- staff can have nothing noted but that they disconnected it (app.disconnect_by_staff).
  if session_user = 'aquila_web' and task in ('send_notice', 'send_note', 'send_step_up', 'send_staff_role') then
    raise exception 'not a task of web: %', task using errcode = '42501';
  end if;
  -- Web acts for one customer at a time; staff for any.
  if session_user = 'aquila_web' and customer is distinct from app.customer_id() then
    raise exception 'a job of another customer' using errcode = '42501';
  end if;
  -- A verification that is being worked on will answer; another one beside it would only ask everything twice. One that
  -- has not begun may be found paused just now and be left alone: then this job is the one that answers.
  if task = 'verify' and app.has_begun(enqueue.id) and exists (select from graphile_worker.jobs j where j.key = enqueue.task || ':' || enqueue.id and j.locked_at is not null) then
    return;
  end if;
  -- The same id again replaces the waiting job, so "verify again now" pulls a later try forward.
  perform graphile_worker.add_job(
    task,
    json_build_object('customerId', customer, 'id', id),
    run_at := run_at,
    -- One customer's slow answers hold up that customer only, notices go one after the other, so that a slow mail
    -- server holds up nothing else. Mails that somebody waits for go before everything, samples come last.
    queue_name := case task
      when 'verify' then 'verify:' || customer
      when 'refresh_sample' then 'sample:' || customer
      when 'send_notice' then task
      when 'send_note' then 'send_notice'
    end,
    priority := case task when 'verify' then 0 when 'send_notice' then 0 when 'send_note' then 0 when 'refresh_sample' then 1 else -1 end,
    -- The pauses grow: 10 tries last 3 hours, 20 tries outlast a weekend without a mail server.
    max_attempts := case task when 'send_notice' then 20 when 'send_note' then 20 when 'refresh_sample' then 3 else 10 end,
    job_key := task || ':' || id
  );
end
$$;

revoke all on function jobs.enqueue(text, uuid, uuid, timestamptz) from public;
grant execute on function jobs.enqueue(text, uuid, uuid, timestamptz) to aquila_web, aquila_staff;
