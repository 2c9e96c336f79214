import 'server-only'
import { forbidden, redirect } from 'next/navigation'
import type { Member, Staff } from '#lib/auth/actor.ts'
import { currentPerson } from '#lib/auth/session.ts'

type SignIn = '/sign-in' | typeof signInAgain

/** The sign-in page for somebody whose form was not taken because the session ended before it was sent. */
export const signInAgain = '/sign-in?ended=yes'

/** For pages and streams of a customer. Signed out: to the sign-in page. Staff without a customer: forbidden. */
export async function requireMember(signIn: SignIn = '/sign-in'): Promise<Member> {
  const person = await currentPerson()
  if (!person) redirect(signIn)
  return person.member ?? forbidden()
}

/** For everything below /admin. Signed out: to the sign-in page. Members: forbidden. */
export async function requireStaff(signIn: SignIn = '/sign-in'): Promise<Staff> {
  const person = await currentPerson()
  if (!person) redirect(signIn)
  return person.staff ?? forbidden()
}

/** For what only an admin decides. Other staff are forbidden it. */
export async function requireAdmin(signIn: SignIn = '/sign-in'): Promise<Staff> {
  const staff = await requireStaff(signIn)
  return staff.role === 'admin' ? staff : forbidden()
}
