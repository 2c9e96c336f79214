import { currentPerson } from '#lib/auth/session.ts'
import { findBulk } from '#lib/bulk/queries.ts'

/** How a bulk verification stands, for its page; only for the staff member who started it. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/api/admin/bulk/[id]'>,
): Promise<Response> {
  const { id } = await params
  const staff = (await currentPerson())?.staff
  const bulk = staff ? await findBulk(staff, id) : null
  if (!bulk) return new Response('Not found.\n', { status: 404, headers: { 'Cache-Control': 'no-store' } })
  return Response.json(bulk, { headers: { 'Cache-Control': 'no-store' } })
}
