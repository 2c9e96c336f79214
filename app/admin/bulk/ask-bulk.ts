import type { BulkView } from '#lib/bulk/view.ts'

/** Asks the portal how a bulk verification stands. @throws when there is no answer, or none that says so. */
export async function askBulk(id: string, signal: AbortSignal): Promise<BulkView> {
  const answer = await fetch(`/api/admin/bulk/${id}`, { signal })
  if (!answer.ok) throw new Error('The portal refused.')
  return (await answer.json()) as BulkView
}
