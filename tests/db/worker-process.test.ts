import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { startSimulator } from '#e2e/cloudflare-simulator/server.ts'
import { quiet } from '#e2e/cloudflare-simulator/world.ts'
import { startMailbox } from '#e2e/mailbox/mailbox.ts'
import { findIntegration } from '#lib/integrations/queries.ts'
import { run, takeOwnDatabase } from '#tests/db/cluster.ts'
import { connectSample, given, newMember, ownerDatabase, sample } from '#tests/db/fixtures.ts'
import { askToSignIn } from '#tests/db/sign-in.ts'
import { startWorker, type WorkerProcess } from '#tests/db/worker-process.ts'
import { findJob, unfinishedOf } from '#tests/db/worker-tools.ts'

await takeOwnDatabase()
const simulator = await startSimulator()
const mailbox = await startMailbox()
const started: WorkerProcess[] = []
const start = async () => {
  const worker = await startWorker(simulator.url, mailbox.url)
  started.push(worker)
  return worker
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((worker) => worker.kill('SIGKILL')))
})
afterAll(async () => {
  await Promise.all([simulator.close(), mailbox.close()])
})

const soon = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 15_000, interval: 25 })
const jobOf = (id: string) =>
  run<{ locked: boolean; attempts: number; last_error: string | null; text: string }>(
    'superuser',
    `select locked_at is not null as locked, attempts, last_error, to_jsonb(j)::text as text
     from graphile_worker._private_jobs j where payload ->> 'id' = $1`,
    [id],
  )

test('a worker that is killed in mid-verification leaves it to the next one, which ends it once', async () => {
  const member = await newMember()
  const id = await connectSample(member, 'user token')
  const verification = given(await unfinishedOf(id))
  simulator.setLatency(60_000)
  const first = await start()
  await soon(async () => expect(simulator.calls().length).toBeGreaterThan(0))
  expect(await jobOf(verification.id)).toMatchObject([{ locked: true, attempts: 1 }])
  await first.kill('SIGKILL')
  expect(await jobOf(verification.id)).toMatchObject([{ locked: true }])

  simulator.setLatency(0)
  const since = performance.now()
  const second = await start()
  await soon(async () => expect(await findIntegration(member, id)).toMatchObject({ state: 'connected' }))
  // Freed when the second one started, not by its sweep a quarter of a minute later.
  expect(performance.now() - since).toBeLessThan(14_000)
  await soon(async () => expect(await jobOf(verification.id)).toEqual([]))
  const records = await ownerDatabase().transaction((tx) =>
    tx.activity.count({ where: { integrationId: id, action: 'verification.finished' } }),
  )
  expect(records).toBe(1)
  expect(second.output()).toContain('freed the jobs of a worker that died')
  expect(
    await run('superuser', 'select count(distinct lock_key)::int as processes from worker_process'),
  ).toEqual([{ processes: 1 }])
})

test.each([
  ['asked to stop', ['SIGTERM']],
  ['stopped by Ctrl+C, which its parent passes on', ['SIGINT', 'SIGTERM']],
] as const)('a worker that is %s ends in order and leaves no trace of itself', async (_, signals) => {
  const worker = await start()
  await Promise.all(signals.map((signal) => worker.kill(signal)))
  await soon(async () => expect(await run('superuser', 'select * from worker_process')).toEqual([]))
  expect(worker.output()).not.toContain('worker stops')
})

test('what it sends, what fails and what it prints hold no secret', async () => {
  const worker = await start()
  const member = await newMember()
  const asked = await askToSignIn(member.email)
  const mail = await mailbox.waitFor(member.email, 0)
  const token = given(/token=([\w-]{43})/.exec(mail.text)?.[1])
  await soon(async () => expect(await findJob('send_sign_in', asked.id)).toBeNull())

  simulator.setDown(true)
  const id = await connectSample(member, 'global key')
  await soon(async () => expect(await findIntegration(member, id)).toMatchObject({ state: 'unconfirmed' }))
  const next = given(await unfinishedOf(id))
  await run('superuser', 'update integration set account_id = $1 where id = $2', [quiet.id, id])
  await run('staff', "select jobs.enqueue('verify', $1, $2)", [member.customerId, next.id])
  await soon(async () => expect(await jobOf(next.id)).toMatchObject([{ last_error: expect.any(String) }]))
  simulator.setDown(false)
  const [job] = await jobOf(next.id)
  // Only the class of what was thrown: its message could quote anything.
  expect(job?.last_error).toBe('Error')
  expect(worker.output()).toContain('job failed')
  const everything = worker.output() + given(job).text
  for (const secret of [sample('global key').secret, token, asked.nonce])
    expect(everything).not.toContain(secret)
  for (const line of worker.output().trim().split('\n'))
    expect(JSON.parse(line)).toMatchObject({ process: 'worker' })
})
