import 'server-only'
import { staffDatabase } from '#lib/db.ts'

/** Those of the staff whom a case can be given to, by address. */
export function findAssignees(): Promise<{ id: string; email: string }[]> {
  // Not through Prisma's relations: it would join all people before it looks which of them are staff.
  return staffDatabase().transaction(
    (tx) => tx.$queryRaw<{ id: string; email: string }[]>`
      select p.id, p.email from staff_role s join person p on p.id = s.person_id
      where p.disabled_at is null order by p.email limit 200`,
  )
}
