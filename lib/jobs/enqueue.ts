import 'server-only'
import type { Tx } from '#lib/database.ts'

export type TaskName =
  | 'verify'
  | 'refresh_sample'
  | 'send_sign_in'
  | 'send_invitation'
  | 'send_notice'
  | 'send_note'
  | 'send_step_up'
  | 'send_staff_role'

/** What a job carries: ids, and nothing else. */
export interface JobPayload {
  customerId: string | null
  id: string
}

/**
 * Puts a job on the queue in the caller's transaction: it exists if and when that commits. The same task and id
 * again replaces the waiting job.
 */
export async function enqueue(tx: Tx, task: TaskName, { customerId, id }: JobPayload): Promise<void> {
  await tx.$queryRaw`select jobs.enqueue(${task}, ${customerId}::uuid, ${id}::uuid)::text`
}
