import { tooOften } from '#app/api/too-often.ts'
import { currentPerson, watchSession } from '#lib/auth/session.ts'
import { appOrigin, webEnv } from '#lib/env.ts'
import { exportListing } from '#lib/listing/export.ts'
import { filterOfQuery } from '#lib/listing/filter.ts'
import { countTry } from '#lib/rate-limit.ts'

/** The staff's list as a CSV file. A form's POST and no link, because it stands in the trail: nobody else's page can cause it. */
export async function POST(request: Request): Promise<Response> {
  if (request.headers.get('origin') !== appOrigin(webEnv())) return plain(403, 'Nothing was done.')
  const staff = (await currentPerson())?.staff
  if (!staff) return plain(403, 'Only staff can download this list. Nothing was done.')
  const refusal = await countTry([['listPerson', staff.personId]])
  if (refusal) return tooOften(refusal)
  const day = new Date().toISOString().slice(0, 10)
  const filter = filterOfQuery(new URL(request.url).search)
  return new Response(await exportListing(staff, filter, await watchSession()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="integrations-${day}.csv"`,
      // no-transform: a compressing server would hold the rows back.
      'Cache-Control': 'no-store, no-transform',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

function plain(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'Cache-Control': 'no-store' } })
}
