import 'server-only'
import { cookies } from 'next/headers'
import { appendActivity } from '#lib/activity/append.ts'
import { cookieNames } from '#lib/auth/cookies.ts'
import { finishEmailSignIn } from '#lib/auth/next-auth.ts'
import { requestOfThisBrowser } from '#lib/auth/request-sign-in.ts'
import { cleanCode, hashToken } from '#lib/auth/tokens.ts'
import { webDatabase } from '#lib/db.ts'

/** What the person brought from the mail. */
export type Proof = { link: string } | { code: string }

export type SignInOutcome =
  | { outcome: 'signed_in'; personId: string }
  | { outcome: 'other_browser' | 'refused' }

/**
 * Signs this browser in when it is the one that asked and the proof is right: once, within ten minutes, with at
 * most five wrong codes. In another browser nothing is used up.
 */
export async function confirmSignIn(proof: Proof): Promise<SignInOutcome> {
  const request = await requestOfThisBrowser()
  if (!request) return { outcome: 'other_browser' }
  const nonce = hashToken('sign-in-nonce', request.nonce)
  const link = 'link' in proof ? hashToken('sign-in-link', proof.link) : null
  const code = 'code' in proof ? hashToken('sign-in-code', cleanCode(proof.code)) : null

  const personId = await finishEmailSignIn(() =>
    webDatabase().transaction(async (tx) => {
      const [used] = await tx.$queryRaw<{ email: string | null }[]>`
        select app.use_sign_in_request(${request.id}::uuid, ${nonce}, ${link}, ${code}) as email`
      const email = used?.email
      if (!email) return null
      const [allowed] = await tx.$queryRaw<
        { allowed: boolean }[]
      >`select app.may_sign_in(${email}) as allowed`
      if (!allowed?.allowed) return null
      const person = await tx.person.findUniqueOrThrow({ where: { email }, select: { id: true } })
      await tx.$queryRaw`select app.accept_invitations(${person.id}::uuid)::text`
      await appendActivity(tx, {
        customerId: null,
        actor: { kind: 'member', personId: person.id },
        action: 'session.created',
      })
      return email
    }),
  )
  if (!personId) return { outcome: 'refused' }
  const jar = await cookies()
  jar.delete(cookieNames().signIn)
  return { outcome: 'signed_in', personId }
}
