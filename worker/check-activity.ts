import 'server-only'
import { checkedPerMinute } from '#lib/activity/chain-pace.ts'
import type { Database } from '#lib/database.ts'
import { log } from '#lib/log.ts'

/**
 * Checks the next piece of the trail. A fault is logged as an error each time that it is met; the page of the activity
 * shows it until a whole pass has found none. Answers 0, for nothing is worth a line of the log.
 */
export async function checkActivity(database: Database): Promise<number> {
  const [answer] = await database.transaction(
    (tx) =>
      tx.$queryRaw<{ bad: bigint | null }[]>`select app.check_activity(${checkedPerMinute}::int) as bad`,
  )
  if (answer?.bad != null) log.error('activity chain broken', { seq: String(answer.bad) })
  return 0
}
