import 'server-only'
import type { Route } from 'next'
import { loadMember } from '#lib/auth/actor.ts'
import { webDatabase } from '#lib/db.ts'

/** Where a person who has just signed in begins: members at their integrations, staff at the admin view. */
export async function homeOf(personId: string): Promise<Route> {
  return (await loadMember(webDatabase(), personId)) ? '/integrations' : '/admin/integrations'
}
