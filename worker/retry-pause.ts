const pauses = [5, 15, 60, 300, 900, 3600]
const longestAsked = 600

/**
 * When to try again after `attempt` runs in a row that could not tell: soon at first, then hourly. Cloudflare's own
 * wish (`Retry-After`, seconds) is honored up to ten minutes.
 */
export function retryAt(attempt: number, askedToWait: number | null, now = Date.now()): Date {
  const pause = pauses[Math.min(attempt, pauses.length) - 1] ?? 5
  const seconds = Math.max(pause, Math.min(askedToWait ?? 0, longestAsked))
  return new Date(now + seconds * 1000)
}

const hour = 3_600_000

/** When an integration whose state is known is verified again by itself: a day later, give or take an hour, so that not all come at once. */
export function nextVerificationAt(now = Date.now(), random = Math.random()): Date {
  return new Date(now + 23 * hour + Math.round(random * 2 * hour))
}
