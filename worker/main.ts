import 'server-only'
import { EventEmitter } from 'node:events'
import { type JobHelpers, Logger, run, type WorkerEvents } from 'graphile-worker'
import { createCloudflareClient } from '#lib/cloudflare/client.ts'
import { createLimiter } from '#lib/cloudflare/limiter.ts'
import { openDatabase } from '#lib/database.ts'
import { checkDatabase } from '#lib/database-self-test.ts'
import { appOrigin, workerEnv } from '#lib/env.ts'
import type { JobPayload, TaskName } from '#lib/jobs/enqueue.ts'
import { captureConsole, configureLog, describeError, log } from '#lib/log.ts'
import { loadPrivateKey } from '#lib/vault/keys/load-private-key.ts'
import { loadSamplesKey } from '#lib/vault/keys/load-samples-key.ts'
import { localHpkeOpen } from '#lib/vault/keys/local-hpke-open.ts'
import { keyPaths } from '#lib/vault/keys/paths.ts'
import { checkActivity } from '#worker/check-activity.ts'
import { countStates } from '#worker/count-states.ts'
import { deleteOldSamples } from '#worker/delete-old-samples.ts'
import { openMailer } from '#worker/mailer.ts'
import { refreshSample } from '#worker/refresh-sample.ts'
import { sendInvitation } from '#worker/send-invitation.ts'
import { sendNote } from '#worker/send-note.ts'
import { sendNotice } from '#worker/send-notice.ts'
import { sendSignIn } from '#worker/send-sign-in.ts'
import { sendStaffRole } from '#worker/send-staff-role.ts'
import { sendStepUp } from '#worker/send-step-up.ts'
import { guardStuckJobs } from '#worker/stuck-jobs.ts'
import { verify } from '#worker/verify.ts'
import { verifyDue } from '#worker/verify-due.ts'
import { warnOfExpiry } from '#worker/warn-of-expiry.ts'

/** The worker: the one process that opens credentials. Takes jobs until it is told to stop. */
async function main(): Promise<void> {
  const env = workerEnv()
  configureLog('worker', env.LOG_LEVEL)
  captureConsole()
  const database = openDatabase(env.WORKER_DATABASE_URL)
  await checkDatabase(database, 'worker')
  const paths = keyPaths(env.DATA_DIR)
  const vault = localHpkeOpen(await loadPrivateKey(paths.privateKey))
  const samplesKey = await loadSamplesKey(paths.workerSamplesKey)
  const limiter = createLimiter()
  const client = createCloudflareClient({ baseUrl: env.CLOUDFLARE_API_URL, limiter })
  // Pages of 500 records are larger, and slower, than any answer to a verification.
  const pages = { maxBytes: 8_000_000, totalTimeoutMs: 15_000 }
  const pageClient = createCloudflareClient({ baseUrl: env.CLOUDFLARE_API_URL, limiter, ...pages })
  const mailer = openMailer({ url: env.SMTP_URL, from: env.MAIL_FROM })
  const origin = appOrigin(env)

  const stuckJobs = await guardStuckJobs(env.WORKER_DATABASE_URL)
  void stuckJobs.lost.then(() => fail(new Error('The connection to the database is lost.')))
  const events: WorkerEvents = new EventEmitter()
  // The queue locks jobs under the name of the pool, not of a single worker in it.
  events.on('pool:create', ({ workerPool }) => stuckJobs.register(workerPool.id).catch(fail))

  const runner = await run({
    pgPool: database.pool,
    concurrency: 8,
    pollInterval: 1_000,
    noHandleSignals: true,
    events,
    logger: new Logger(() => () => {}),
    crontab: sweeps.join('\n'),
    taskList: {
      verify_due: () => sweep('verify_due', () => verifyDue(database)),
      delete_old_samples: () =>
        sweep('delete_old_samples', () => deleteOldSamples(database, env.SAMPLE_DAYS)),
      refresh_sample: task('refresh_sample', (job, run) =>
        refreshSample({ database, client: pageClient, vault, samplesKey }, job, run),
      ),
      verify: task('verify', (job, run) => verify({ database, client, vault, samplesKey }, job, run)),
      check_activity: () => sweep('check_activity', () => checkActivity(database)),
      count_states: () => sweep('count_states', () => countStates(database)),
      warn_of_expiry: () => sweep('warn_of_expiry', () => warnOfExpiry(database)),
      send_notice: task('send_notice', (job, run) => sendNotice({ database, mailer, origin }, job, run)),
      send_note: task('send_note', (job, run) => sendNote({ database, mailer, origin }, job, run)),
      send_step_up: task('send_step_up', (job) => sendStepUp({ database, mailer }, job)),
      send_invitation: task('send_invitation', (job) => sendInvitation({ database, mailer, origin }, job)),
      send_staff_role: task('send_staff_role', (job) => sendStaffRole({ database, mailer, origin }, job)),
      send_sign_in: task('send_sign_in', (job) => sendSignIn({ database, mailer, origin }, job)),
    },
  })
  const stop = async () => {
    await runner.stop()
    mailer.close()
    await Promise.all([client.close(), pageClient.close()])
    await stuckJobs.stop()
    await database.close()
    process.exit(0)
  }
  // Ctrl+C reaches this process and its parent, which then tells it a second time.
  let isStopping = false
  const stopOnce = () => {
    if (isStopping) return
    isStopping = true
    void stop().catch(fail)
  }
  process.on('SIGTERM', stopOnce)
  process.on('SIGINT', stopOnce)
  log.info('worker ready')
  process.send?.('ready')
}

const sweeps = [
  '* * * * * verify_due',
  '* * * * * warn_of_expiry',
  '* * * * * count_states',
  '* * * * * check_activity',
  '*/10 * * * * delete_old_samples',
]

/** What comes round by the clock and belongs to no customer. */
async function sweep(name: string, work: () => Promise<number>): Promise<void> {
  try {
    const count = await work()
    if (count > 0) log.info('sweep', { task: name, rows: count })
  } catch (error) {
    const described = describeError(error)
    log.error('sweep failed', { task: name, ...described })
    throw new Error(described.name)
  }
}

type Task = (job: JobPayload, run: { signal: AbortSignal; isLastTry: boolean }) => Promise<void>

/** A failed job is logged by the class of what went wrong and tried again by the queue, never with its message. */
function task(name: TaskName, work: Task) {
  return async (payload: unknown, helpers: JobHelpers): Promise<void> => {
    try {
      const isLastTry = helpers.job.attempts >= helpers.job.max_attempts
      await work(payload as JobPayload, { signal: helpers.abortSignal, isLastTry })
    } catch (error) {
      const described = describeError(error)
      log.error('job failed', {
        task: name,
        jobId: String(helpers.job.id),
        attempt: helpers.job.attempts,
        ...described,
      })
      // The queue stores the message of what is thrown: it gets the class only.
      throw new Error(described.name)
    }
  }
}

function fail(error: unknown): never {
  log.error('worker stops', describeError(error))
  process.exit(1)
}

await main().catch(fail)
