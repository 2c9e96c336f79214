import 'server-only'
import { randomInt } from 'node:crypto'
import { Client } from 'pg'
import { describeError, log } from '#lib/log.ts'

const sweepMs = 15_000

/**
 * Frees the jobs of workers that died, which the queue alone would keep locked for four hours. Each process holds
 * an advisory lock on a connection of its own: PostgreSQL lets go of it in the moment the process is gone, so a
 * restarted worker can take over at once, and a slow one is never robbed.
 */
export async function guardStuckJobs(url: string): Promise<StuckJobs> {
  const lockKey = randomInt(1, 2 ** 47)
  const client = new Client({ connectionString: url, keepAlive: true })
  await client.connect()
  await client.query('select pg_advisory_lock($1)', [lockKey])
  const inTurn = oneAfterAnother()
  const sweep = () =>
    inTurn(() => freeJobsOfTheDead(client)).catch((error: unknown) =>
      log.error('sweep failed', describeError(error)),
    )
  await sweep()
  const timer = setInterval(sweep, sweepMs)
  return {
    lost: new Promise((resolve) => client.on('error', resolve)),
    register: (workerId) =>
      inTurn(() =>
        client.query('insert into worker_process (worker_id, lock_key) values ($1, $2)', [workerId, lockKey]),
      ),
    stop: async () => {
      clearInterval(timer)
      await inTurn(() => client.query('delete from worker_process where lock_key = $1', [lockKey]))
      await client.end()
    },
  }
}

export interface StuckJobs {
  /** Settles when the connection that proves this process alive is gone: it must not go on working. */
  lost: Promise<unknown>
  /** Says that a worker of the queue belongs to this process. */
  register(workerId: string): Promise<unknown>
  stop(): Promise<void>
}

async function freeJobsOfTheDead(client: Client): Promise<void> {
  const { rows } = await client.query<{ lock_key: string; worker_ids: string[] }>(
    `select lock_key, array_agg(worker_id) as worker_ids from worker_process w
     where not exists (
       select from pg_locks l where l.locktype = 'advisory' and l.granted
         and l.database = (select oid from pg_database where datname = current_database())
         and (l.classid::bigint << 32 | l.objid::bigint) = w.lock_key)
     group by lock_key`,
  )
  for (const { lock_key: lockKey, worker_ids: workerIds } of rows) {
    await client.query('select graphile_worker.force_unlock_workers($1)', [workerIds])
    await client.query('delete from worker_process where lock_key = $1', [lockKey])
    log.warn('freed the jobs of a worker that died', { workerId: workerIds.join(' ') })
  }
}

/** One connection answers one query at a time. */
function oneAfterAnother(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next.catch(() => {})
    return next
  }
}
