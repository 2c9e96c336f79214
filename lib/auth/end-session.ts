import 'server-only'
import type { Tx } from '#lib/database.ts'

/** Ends one session; open streams of its person hear of it when the transaction is through, and look whether it was theirs. */
export async function endSession(tx: Tx, session: { id: string; personId: string }): Promise<void> {
  // Many, because two requests may find the same session at its end.
  await tx.session.deleteMany({ where: { id: session.id } })
  await tx.$queryRaw`select pg_notify('person', ${session.personId})::text`
}
