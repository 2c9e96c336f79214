import { tooOften } from '#app/api/too-often.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { currentPerson, watchSession } from '#lib/auth/session.ts'
import { appOrigin, webEnv } from '#lib/env.ts'
import { countTry } from '#lib/rate-limit.ts'

/**
 * Answers a staff member's POST with a CSV file of a list. A form's POST and no link, because it stands in the trail:
 * nobody else's page can cause it.
 *
 * @param name of the file, to which the day is added.
 * @param write the file for the filter that the address says, as long as the session lasts.
 */
export async function csvDownload(
  request: Request,
  name: string,
  write: (
    staff: Staff,
    query: string,
    isSignedIn: () => Promise<boolean>,
  ) => Promise<ReadableStream<Uint8Array>>,
): Promise<Response> {
  if (request.headers.get('origin') !== appOrigin(webEnv())) return plain(403, 'Nothing was done.')
  const staff = (await currentPerson())?.staff
  if (!staff) return plain(403, 'Only staff can download this list. Nothing was done.')
  const refusal = await countTry([['listPerson', staff.personId]])
  if (refusal) return tooOften(refusal)
  const day = new Date().toISOString().slice(0, 10)
  return new Response(await write(staff, new URL(request.url).search, await watchSession()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}-${day}.csv"`,
      // no-transform: a compressing server would hold the rows back.
      'Cache-Control': 'no-store, no-transform',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

function plain(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'Cache-Control': 'no-store' } })
}
