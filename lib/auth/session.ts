import 'server-only'
import { cookies } from 'next/headers'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { loadMember, loadStaff, type Member, type Staff } from '#lib/auth/actor.ts'
import { cookieNames } from '#lib/auth/cookies.ts'
import { authOptions } from '#lib/auth/next-auth.ts'
import { hashToken } from '#lib/auth/tokens.ts'
import { webDatabase } from '#lib/db.ts'

export interface SignedIn {
  personId: string
  email: string
  member: Member | null
  staff: Staff | null
}

/** Who is signed in in this request, and as what; null for nobody. Asked once per rendering. */
export const currentPerson = cache(async (): Promise<SignedIn | null> => {
  const session = await getServerSession(authOptions())
  const personId = session && 'personId' in session ? session.personId : null
  if (typeof personId !== 'string') return null
  const [member, staff] = await Promise.all([
    loadMember(webDatabase(), personId),
    loadStaff(webDatabase(), personId),
  ])
  const email = member?.email ?? staff?.email
  return email === undefined ? null : { personId, email, member, staff }
})

/** A look, possible while the answer is still being sent, whether the session of this request has not ended meanwhile. */
export async function watchSession(): Promise<() => Promise<boolean>> {
  const tokenHash = await sessionHash()
  return async () => {
    const live = { tokenHash, expiresAt: { gt: new Date() }, person: { disabledAt: null } }
    return (await webDatabase().transaction((tx) => tx.session.count({ where: live }))) === 1
  }
}

/** The session of this request as the database knows it. */
export async function sessionHash(): Promise<Uint8Array<ArrayBuffer>> {
  return hashToken('session', (await cookies()).get(cookieNames().session)?.value ?? '')
}
