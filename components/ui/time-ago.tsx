import { exactTime, relativeTime } from '#components/ui/time-text.ts'

/** Relative in text, exact with time zone on hover. */
export function TimeAgo({ at }: { at: string }) {
  const date = new Date(at)
  return (
    // The browser's clock is later than the server's by the way here: the text may differ by a word.
    <time dateTime={at} title={exactTime(date)} className="whitespace-nowrap" suppressHydrationWarning>
      {relativeTime(date, new Date())}
    </time>
  )
}
