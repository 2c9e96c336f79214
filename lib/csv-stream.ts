import { csvLine } from '#lib/csv.ts'

/** Rows of one question to the database: few enough to hold, enough that the questions do not count. */
export const rowsAtOnce = 2_000

type Cells = (string | number | null)[]

/**
 * A CSV file that is written while it is read: the memory that it takes does not grow with the rows. It breaks off when
 * `isSignedIn` says no more.
 *
 * @param read answers the rows from a place on, and the place behind them; null when those are the last.
 */
export function csvStream<Place>({
  titles,
  start,
  read,
  isSignedIn,
}: {
  titles: string[]
  start: Place | null
  read: (place: Place) => Promise<{ rows: Cells[]; next: Place | null }>
  isSignedIn: () => Promise<boolean>
}): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let place = start
  return new ReadableStream(
    {
      start(controller) {
        controller.enqueue(encoder.encode(csvLine(titles)))
      },
      // Called when the browser has taken what was sent: a slow one holds nothing up but itself.
      async pull(controller) {
        if (place === null) return controller.close()
        if (!(await isSignedIn())) return controller.error(new Error('The session has ended.'))
        const { rows, next } = await read(place)
        place = next
        controller.enqueue(encoder.encode(rows.map(csvLine).join('')))
        if (place === null) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
}
