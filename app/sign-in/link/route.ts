import { redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { confirmSignIn } from '#lib/auth/confirm-sign-in.ts'
import { homeOf } from '#lib/auth/home.ts'

/**
 * The link in the sign-in mail. It does something only in the browser that asked: a mail scanner, or the person who
 * got a forwarded mail, uses nothing up.
 */
export async function GET(request: NextRequest): Promise<never> {
  const token = request.nextUrl.searchParams.get('token') ?? ''
  const answer = await confirmSignIn({ link: token })
  if (answer.outcome === 'signed_in') redirect(await homeOf(answer.personId))
  redirect(answer.outcome === 'other_browser' ? '/sign-in/other-browser' : '/sign-in/link-used')
}
