import 'server-only'
import { getServerSession } from 'next-auth'
import { cache } from 'react'
import { loadMember, loadStaff, type Member, type Staff } from '#lib/auth/actor.ts'
import { authOptions } from '#lib/auth/next-auth.ts'
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
