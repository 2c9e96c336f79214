import { addStaff } from '#lib/auth/add-staff.ts'
import { inviteToCustomer } from '#lib/customers/invite.ts'
import type { Database } from '#lib/database.ts'

/** The made-up people of the demo; `.example` addresses belong to nobody. */
export const demoPeople = [
  {
    email: 'member@northwind-bikes.example',
    what: 'member of Northwind Bikes',
    customerName: 'Northwind Bikes',
  },
  { email: 'member@harbor-foods.example', what: 'member of Harbor Foods', customerName: 'Harbor Foods' },
  { email: 'support@aquila.example', what: 'staff: support', role: 'support' },
  { email: 'admin@aquila.example', what: 'staff: admin', role: 'admin' },
] as const

/** Lets the demo's people sign in. */
export async function seed(owner: Database): Promise<void> {
  for (const person of demoPeople) {
    if ('role' in person) await addStaff(owner, person.email, person.role)
    else
      await inviteToCustomer(owner, {
        customerName: person.customerName,
        email: person.email,
        role: 'member',
      })
  }
}
