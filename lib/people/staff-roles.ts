import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { staffDatabase } from '#lib/db.ts'
import { enqueue } from '#lib/jobs/enqueue.ts'
import type { StaffRoleName } from '#prisma/generated/enums.ts'

/** One of AQUILA's own people. Times are RFC 3339. */
export interface StaffView {
  personId: string
  email: string
  role: StaffRoleName
  since: string
  isDisabled: boolean
}

const most = 500

/** Who of AQUILA can sign in to this console, by address. That it was looked at is recorded. */
export function listStaff(staff: Staff): Promise<StaffView[]> {
  return staffDatabase().transaction(async (tx) => {
    const rows = await tx.staffRole.findMany({
      select: {
        personId: true,
        role: true,
        grantedAt: true,
        person: { select: { email: true, disabledAt: true } },
      },
      orderBy: { person: { email: 'asc' } },
      take: most,
    })
    const actor = { kind: 'staff', personId: staff.personId } as const
    await appendActivity(tx, { customerId: null, actor, action: 'staff.listed' })
    return rows.map(({ personId, role, grantedAt, person }) => ({
      personId,
      email: person.email,
      role,
      since: grantedAt.toISOString(),
      isDisabled: person.disabledAt !== null,
    }))
  })
}

/**
 * Gives an address a staff role, or another one, and lets the worker tell them by mail. Only an admin does it, never to
 * themselves nor to somebody who belongs to a customer: false then, and when they have that role already.
 */
export function giveStaffRole(
  staff: Staff,
  { email, role }: { email: string; role: StaffRoleName },
): Promise<boolean> {
  return staffDatabase().transaction(async (tx) => {
    const [answer] = await tx.$queryRaw<{ personId: string | null }[]>`
      select app.give_staff_role(${staff.personId}::uuid, ${email}, ${role}::staff_role_name) as "personId"`
    const personId = answer?.personId
    if (!personId) return false
    await enqueue(tx, 'send_staff_role', { customerId: null, id: personId })
    await appendActivity(tx, {
      customerId: null,
      actor: { kind: 'staff', personId: staff.personId },
      action: 'staff.added',
      details: { personId, role },
    })
    return true
  })
}

/** Takes a staff role; the sessions in which it was used end at once. Only an admin does it, never to themselves. */
export function takeStaffRole(staff: Staff, personId: string): Promise<boolean> {
  return staffDatabase().transaction(async (tx) => {
    const [answer] = await tx.$queryRaw<{ done: boolean }[]>`
      select app.take_staff_role(${staff.personId}::uuid, ${personId}::uuid) as done`
    if (!answer?.done) return false
    const actor = { kind: 'staff', personId: staff.personId } as const
    await appendActivity(tx, { customerId: null, actor, action: 'staff.removed', details: { personId } })
    return true
  })
}
