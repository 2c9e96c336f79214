import 'server-only'
import { forbidden, redirect } from 'next/navigation'
import type { Member, Staff } from '#lib/auth/actor.ts'
import { currentPerson } from '#lib/auth/session.ts'

/** For pages and streams of a customer. Signed out: to the sign-in page. Staff without a customer: forbidden. */
export async function requireMember(): Promise<Member> {
  const person = await currentPerson()
  if (!person) redirect('/sign-in')
  return person.member ?? forbidden()
}

/** For everything below /admin. Signed out: to the sign-in page. Members: forbidden. */
export async function requireStaff(): Promise<Staff> {
  const person = await currentPerson()
  if (!person) redirect('/sign-in')
  return person.staff ?? forbidden()
}
