const exact = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
})
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const minute = 60
const hour = 60 * minute
const dayLong = 24 * hour

/** "22 Nov 2026, 14:02:07 UTC" */
export function exactTime(date: Date): string {
  return `${exact.format(date)} UTC`
}

/** "142 ms", "10.0 s" */
export function durationText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

/** "22 Nov 2026" */
export function dayText(date: Date): string {
  return day.format(date)
}

/** "3 minutes ago", "in 12 days"; past a month the day itself. */
export function relativeTime(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000)
  const distance = Math.abs(seconds)
  if (distance < 10) return 'just now'
  if (distance < minute) return relative.format(seconds, 'second')
  if (distance < hour) return relative.format(Math.trunc(seconds / minute), 'minute')
  if (distance < dayLong) return relative.format(Math.trunc(seconds / hour), 'hour')
  if (distance < 31 * dayLong) return relative.format(Math.trunc(seconds / dayLong), 'day')
  return dayText(date)
}
