import { type CloudflareClient, createCloudflareClient } from '#lib/cloudflare/client.ts'
import { webEnv } from '#lib/env.ts'
import type { JobPayload, TaskName } from '#lib/jobs/enqueue.ts'
import { loadPrivateKey } from '#lib/vault/keys/load-private-key.ts'
import { loadSamplesKey } from '#lib/vault/keys/load-samples-key.ts'
import { localHpkeOpen } from '#lib/vault/keys/local-hpke-open.ts'
import { keyPaths } from '#lib/vault/keys/paths.ts'
import { given, ownerDatabase, workerDatabase } from '#tests/db/fixtures.ts'
import { refreshSample } from '#worker/refresh-sample.ts'
import { type VerifyTools, verify } from '#worker/verify.ts'

/** What worker/main.ts gives its tasks. */
export async function workerTools(baseUrl: string): Promise<VerifyTools> {
  const paths = keyPaths(webEnv().DATA_DIR)
  return {
    database: workerDatabase(),
    client: createCloudflareClient({ baseUrl }),
    vault: localHpkeOpen(await loadPrivateKey(paths.privateKey)),
    samplesKey: await loadSamplesKey(paths.workerSamplesKey),
  }
}

export interface QueuedJob {
  payload: JobPayload
  runAt: Date
}

/** The job of a task and id as it stands on the queue; null when there is none. */
export async function findJob(task: TaskName, id: string): Promise<QueuedJob | null> {
  const { rows } = await workerDatabase().pool.query<QueuedJob>(
    'select payload, run_at as "runAt" from graphile_worker._private_jobs where key = $1',
    [`${task}:${id}`],
  )
  return rows[0] ?? null
}

/** Takes a job off the queue, as the worker does before it works on it, whether or not its time has come. */
export async function takeJob(task: TaskName, id: string): Promise<QueuedJob> {
  const job = given(await findJob(task, id))
  await workerDatabase().pool.query('select graphile_worker.remove_job($1)', [`${task}:${id}`])
  return job
}

/** The verification of an integration that has not finished. */
export async function unfinishedOf(integrationId: string) {
  return ownerDatabase().transaction((tx) =>
    tx.verification.findFirst({ where: { integrationId, finishedAt: null } }),
  )
}

/** Runs the queued verification of an integration as the worker would. */
export async function runVerification(tools: VerifyTools, integrationId: string): Promise<JobPayload> {
  const { id } = given(await unfinishedOf(integrationId))
  const { payload } = await takeJob('verify', id)
  await verify(tools, payload, { signal: new AbortController().signal, isLastTry: false })
  return payload
}

/** Runs the queued refresh of an integration's sample as the worker would, and answers the job. */
export async function runRefresh(
  tools: VerifyTools,
  integrationId: string,
  isLastTry = false,
): Promise<JobPayload> {
  const sample = await ownerDatabase().transaction((tx) => tx.sample.findFirst({ where: { integrationId } }))
  const { payload } = await takeJob('refresh_sample', given(sample).verificationId)
  await refreshSample(tools, payload, { signal: new AbortController().signal, isLastTry })
  return payload
}

/** The same client, except that something happens just before its first call. */
export function happeningFirst(client: CloudflareClient, happen: () => Promise<unknown>): CloudflareClient {
  let happened: Promise<unknown> | undefined
  return {
    close: client.close,
    as: (...given) => {
      const calls = client.as(...given)
      const first = async () => {
        happened ??= happen()
        await happened
      }
      return {
        get: (...what) => first().then(() => calls.get(...what)),
        graphql: (...what) => first().then(() => calls.graphql(...what)),
      }
    },
  }
}
