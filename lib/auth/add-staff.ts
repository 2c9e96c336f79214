import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import { signInInput } from '#lib/auth/schema.ts'
import type { Database } from '#lib/database.ts'
import { StaffRoleName } from '#prisma/generated/enums.ts'

/**
 * Reads the words of `npm run staff:add`.
 * @throws a sentence that says how it is called.
 */
export function readStaffArguments(words: string[]): { email: string; role: StaffRoleName } {
  const email = signInInput.safeParse({ email: words[0] ?? '' })
  const role = Object.values(StaffRoleName).find((name) => name === words[1])
  if (!email.success || !role)
    throw new Error('Call it so: npm run staff:add -- name@company.com support (or admin)')
  return { email: email.data.email, role }
}

/** Gives a person a staff role, or another one. Needs the owner's connection: nobody can do this from the web. */
export function addStaff(database: Database, email: string, role: StaffRoleName): Promise<void> {
  return database.transaction(async (tx) => {
    const { id } = await tx.person.upsert({
      where: { email },
      create: { email },
      update: {},
      select: { id: true },
    })
    await tx.staffRole.upsert({ where: { personId: id }, create: { personId: id, role }, update: { role } })
    const actor = { kind: 'system', process: 'operator' } as const
    await appendActivity(tx, {
      customerId: null,
      actor,
      action: 'staff.added',
      details: { personId: id, role },
    })
  })
}
