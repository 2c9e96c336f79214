import { requireMember } from '#lib/auth/guards.ts'
import { appOrigin, webEnv } from '#lib/env.ts'
import { wizardPosition } from '#lib/integrations/wizard-position.ts'
import { noteVisit } from '#lib/integrations/wizard-visit.ts'
import { countTry } from '#lib/rate-limit.ts'

/** How far a member is in the wizard. Sent by the page itself, so it answers nothing and is never worth a second try. */
export async function POST(request: Request): Promise<Response> {
  if (request.headers.get('origin') !== appOrigin(webEnv())) return new Response(null, { status: 403 })
  const member = await requireMember()
  const sent = wizardPosition.safeParse(await request.json().catch(() => null))
  if (!sent.success) return new Response(null, { status: 400 })
  if (await countTry([['wizardVisit', member.personId]])) return new Response(null, { status: 429 })
  await noteVisit(member, sent.data)
  return new Response(null, { status: 204 })
}
