import 'server-only'
import type { Database } from '#lib/database.ts'
import type { MemberRole, StaffRoleName } from '#prisma/generated/enums.ts'

declare const guarded: unique symbol

/** A person acting for a customer. Only `loadMember` can make one, so a verb that asks for it cannot be called unguarded. */
export interface Member {
  readonly [guarded]: 'member'
  readonly personId: string
  readonly email: string
  readonly customerId: string
  readonly customerName: string
  readonly role: MemberRole
}

/** A person of the platform's own staff. Only `loadStaff` can make one. */
export interface Staff {
  readonly [guarded]: 'staff'
  readonly personId: string
  readonly email: string
  readonly role: StaffRoleName
}

/** The person as a member of a customer, the one joined first; null when there is none or the person is disabled. */
export function loadMember(db: Database, personId: string): Promise<Member | null> {
  return db.forPerson(personId, async (tx) => {
    const membership = await tx.membership.findFirst({
      where: { personId, person: { disabledAt: null } },
      select: {
        role: true,
        person: { select: { email: true } },
        customer: { select: { id: true, name: true } },
      },
      orderBy: { createdAt: 'asc' },
    })
    if (!membership) return null
    const { person, customer, role } = membership
    return {
      personId,
      email: person.email,
      customerId: customer.id,
      customerName: customer.name,
      role,
    } as Member
  })
}

/** The person as staff; null when the person has no staff role or is disabled. */
export function loadStaff(db: Database, personId: string): Promise<Staff | null> {
  return db.transaction(async (tx) => {
    const found = await tx.staffRole.findFirst({
      where: { personId, person: { disabledAt: null } },
      select: { role: true, person: { select: { email: true } } },
    })
    return found ? ({ personId, email: found.person.email, role: found.role } as Staff) : null
  })
}
