import { bundleFile } from '#app/api/bundle-file.ts'
import { isAsked } from '#lib/asked.ts'
import { requireMember } from '#lib/auth/guards.ts'
import { exportBundle } from '#lib/integrations/export-bundle.ts'

/** The support bundle of a verification as a file. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/api/integrations/[id]/support-bundle'>,
): Promise<Response> {
  if (request.method !== 'GET' || !isAsked(request.headers))
    return new Response('Nothing was made.\n', { status: 403 })
  const member = await requireMember()
  const { id } = await params
  return bundleFile(await exportBundle(member, id, new URL(request.url).searchParams.get('verification')))
}
