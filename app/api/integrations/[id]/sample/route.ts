import { redirect } from 'next/navigation'
import { tooOften } from '#app/api/too-often.ts'
import { currentPerson } from '#lib/auth/session.ts'
import { appOrigin, webEnv } from '#lib/env.ts'
import { isUuid } from '#lib/is-uuid.ts'
import { TooOften } from '#lib/rate-limit.ts'
import { exportSample } from '#lib/samples/export.ts'

/** Downloads the sample as a file. A form's POST and no link, because it stands in the trail: nobody else's page can cause it. */
export async function POST(
  request: Request,
  { params }: RouteContext<'/api/integrations/[id]/sample'>,
): Promise<Response> {
  // proxy.ts has looked at this already; as for an action, it is not relied on.
  if (request.headers.get('origin') !== appOrigin(webEnv())) return plain(403, 'Nothing was done.')
  const person = await currentPerson()
  if (!person) redirect('/sign-in')
  const { id } = await params
  const form = await request.formData().catch(() => null)
  if (!form) return plain(400, 'The form could not be read. Nothing was done.')
  const personal = form.get('personal') === 'yes'
  const lines = person.member && isUuid(id) ? await exportSample(person.member, id, { personal }) : null
  if (lines instanceof TooOften) return tooOften(lines)
  if (lines === null) return plain(404, 'Not found.')
  const day = new Date().toISOString().slice(0, 10)
  return new Response(lines, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': `attachment; filename="cloudflare-audit-log-sample-${day}${personal ? '' : '-masked'}.ndjson"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

function plain(status: number, sentence: string): Response {
  return new Response(`${sentence}\n`, { status, headers: { 'Cache-Control': 'no-store' } })
}
