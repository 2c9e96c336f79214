import { verifyAgain } from '#lib/integrations/verify-again.ts'
import { run } from '#tests/db/cluster.ts'
import type { Tenant } from '#tests/db/customer-tables.ts'
import { given, workerDatabase } from '#tests/db/fixtures.ts'
import { findJob, runVerification, takeJob, unfinishedOf } from '#tests/db/worker-tools.ts'
import type { Mailer } from '#worker/mailer.ts'
import { sendNotice } from '#worker/send-notice.ts'
import type { VerifyTools } from '#worker/verify.ts'
import { verifyDue } from '#worker/verify-due.ts'

export const portal = 'https://portal.aquila.example'

export interface NoticeRow {
  id: string
  kind: string
  sent_at: Date | null
  reached: string[]
}

/** The notices that an integration has got so far, in their order. */
export function noticesOf(integrationId: string): Promise<NoticeRow[]> {
  return run<NoticeRow>(
    'superuser',
    'select id, kind, sent_at, reached from notice where integration_id = $1 order by id',
    [integrationId],
  )
}

/** Sends the notices of an integration that wait on the queue, as the worker would. */
export async function sendWaiting(mailer: Mailer, integrationId: string, isLastTry = false): Promise<void> {
  for (const { id } of await noticesOf(integrationId)) {
    if (!(await findJob('send_notice', id))) continue
    const { payload } = await takeJob('send_notice', id)
    try {
      await sendNotice({ database: workerDatabase(), mailer, origin: portal }, payload, { isLastTry })
    } catch (error) {
      // As the queue does with a job that failed.
      if (!isLastTry)
        await run('worker', "select jobs.enqueue('send_notice', $1, $2)", [payload.customerId, id])
      throw error
    }
  }
}

/** A day goes by: the scheduled verification comes round, and its notices go out. */
export async function nextDay(tools: VerifyTools, mailer: Mailer, { integrationId }: Tenant): Promise<void> {
  await run('superuser', 'update integration set next_verification_at = now() where id = $1', [integrationId])
  await verifyDue(tools.database)
  given(await unfinishedOf(integrationId))
  await runVerification(tools, integrationId)
  await sendWaiting(mailer, integrationId)
}

/** Somebody clicks "Verify again", and what comes of it is mailed. */
export async function askAndSend(tools: VerifyTools, mailer: Mailer, tenant: Tenant): Promise<void> {
  await verifyAgain(tenant.member, tenant.integrationId)
  await runVerification(tools, tenant.integrationId)
  await sendWaiting(mailer, tenant.integrationId)
}
