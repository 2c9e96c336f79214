import 'server-only'
import type { Tx } from '#lib/database.ts'

export type TaskName = 'verify' | 'send_sign_in' | 'refresh_sample'

/** What a job carries: ids, and nothing else. */
export interface JobPayload {
  customerId: string | null
  id: string
}

/**
 * Puts a job on the queue in the caller's transaction: it exists if and when that commits. The same task and id
 * again replaces the waiting job. For web and staff; the worker uses its own `add_job`.
 */
export async function enqueue(tx: Tx, task: TaskName, { customerId, id }: JobPayload): Promise<void> {
  await tx.$queryRaw`select jobs.enqueue(${task}, ${customerId}::uuid, ${id}::uuid)::text`
}
