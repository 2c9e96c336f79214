import type { TooOften } from '#lib/rate-limit.ts'

/** In the place of a download that was asked for too often. */
export function tooOften(refusal: TooOften): Response {
  const seconds = Math.max(1, Math.ceil((refusal.retryAt.getTime() - Date.now()) / 1000))
  return new Response(`${refusal.sentence('Nothing was downloaded.')}\n`, {
    status: 429,
    headers: { 'Retry-After': String(seconds), 'Cache-Control': 'no-store' },
  })
}
