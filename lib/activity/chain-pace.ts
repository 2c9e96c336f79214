/** Records that the worker checks each minute: a few tenths of a second in one statement, and over a million in an hour. */
export const checkedPerMinute = 20_000

/** Whether a whole pass over so many records, begun when the last one ended, would have ended long ago. */
export function isLateCheck(endedAt: Date, records: number, now: Date): boolean {
  const minutes = Math.ceil(records / checkedPerMinute) + 1
  return now.getTime() - endedAt.getTime() > (2 * minutes + 10) * 60_000
}
