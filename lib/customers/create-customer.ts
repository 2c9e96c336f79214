import 'server-only'
import { appendActivity } from '#lib/activity/append.ts'
import type { Staff } from '#lib/auth/actor.ts'
import { createInvitation, isStaffAddress } from '#lib/customers/invite-colleague.ts'
import { staffDatabase } from '#lib/db.ts'

export type Created = { customerId: string } | 'name_taken' | 'is_staff'

/** Makes a customer, and invites its first owner when an address is given. Two customers of one name would be mixed up. */
export function createCustomer(
  { personId }: Staff,
  { name, email }: { name: string; email: string | null },
): Promise<Created> {
  return staffDatabase().transaction(async (tx) => {
    if (email && (await isStaffAddress(tx, email))) return 'is_staff'
    // A second click waits here, and then finds the name taken.
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('customer.name', 0))::text`
    const taken = await tx.$queryRaw<unknown[]>`
      select from customer where app.fold(name) = app.fold(${name}) limit 1`
    if (taken.length > 0) return 'name_taken'
    const { id: customerId } = await tx.customer.create({ data: { name }, select: { id: true } })
    const actor = { kind: 'staff', personId } as const
    await appendActivity(tx, { customerId, actor, action: 'customer.created' })
    if (email) await createInvitation(tx, { customerId, email, role: 'owner' }, personId)
    return { customerId }
  })
}
