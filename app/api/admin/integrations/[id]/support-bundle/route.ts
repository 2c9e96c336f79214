import { bundleFile } from '#app/api/bundle-file.ts'
import { isAsked } from '#lib/asked.ts'
import { requireStaff } from '#lib/auth/guards.ts'
import { appOrigin, webEnv } from '#lib/env.ts'
import { exportBundleAsStaff } from '#lib/integrations/export-bundle.ts'
import { ReasonNeeded } from '#lib/looks/reason-needed.ts'

/** The support bundle of any customer's verification as a file, for staff. */
export async function GET(
  request: Request,
  { params }: RouteContext<'/api/admin/integrations/[id]/support-bundle'>,
): Promise<Response> {
  if (request.method !== 'GET' || !isAsked(request.headers))
    return new Response('Nothing was made.\n', { status: 403 })
  const staff = await requireStaff()
  const { id } = await params
  const verificationId = new URL(request.url).searchParams.get('verification')
  const bundle = await exportBundleAsStaff(staff, id, verificationId)
  if (bundle instanceof ReasonNeeded)
    return new Response(
      `Nothing was made. Say first why you look at this integration: ${appOrigin(webEnv())}/admin/integrations/${id}\n`,
      { status: 403, headers: { 'Cache-Control': 'no-store' } },
    )
  return bundleFile(bundle)
}
