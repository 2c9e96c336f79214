'use server'

import { refresh } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import { rateLimited, staffAction } from '#lib/action.ts'
import { createCustomer } from '#lib/customers/create-customer.ts'
import { inviteAsStaff } from '#lib/customers/invite-colleague.ts'
import { resendAsStaff } from '#lib/customers/resend-invitation.ts'
import { revokeAsStaff } from '#lib/customers/revoke-invitation.ts'
import { customerInput, invitationInput, memberRoleInput, staffInviteInput } from '#lib/customers/schema.ts'
import { setRole } from '#lib/customers/set-role.ts'
import { type LimitName, TooOften } from '#lib/rate-limit.ts'

export const createCustomerAction = staffAction({
  name: 'admin.create-customer',
  schema: customerInput,
  limits: (staff, { email }) => {
    const limits: [LimitName, string][] = [['staffInvite', staff.personId]]
    // Counted for all of the staff: a new customer has no count of its own yet.
    if (email) limits.push(['inviteAddress', `staff ${email}`])
    return limits
  },
  run: async (staff, { name, email }) => {
    const outcome = await createCustomer(staff, { name, email: email || null })
    if (outcome === 'is_staff') {
      const message = refusals.is_staff
      return { status: 'invalid', message, fields: { email: message }, values: { name, email } }
    }
    if (outcome !== 'name_taken') redirect(`/admin/customers/${outcome.customerId}`)
    const message = 'A customer of this name exists already, so nothing was stored. Look for it in the list.'
    return { status: 'invalid', message, fields: { name: message }, values: { name, email } }
  },
})

export const inviteAsStaffAction = staffAction({
  name: 'admin.invite',
  schema: staffInviteInput,
  limits: (staff, { customerId, email }) => [
    ['staffInvite', staff.personId],
    ['inviteAddress', `${customerId} ${email}`],
  ],
  run: async (staff, { customerId, email, role }) => {
    const outcome = await inviteAsStaff(staff, customerId, { email, role })
    if (outcome === null) notFound()
    if (outcome === 'invited') {
      refresh()
      return { status: 'done', message: `${email} is invited. AQUILA mails the invitation now.` }
    }
    const message = refusals[outcome]
    return { status: 'invalid', message, fields: { email: message }, values: { email, role } }
  },
})

const refusals = {
  is_staff:
    'This address belongs to the staff, who cannot be members of a customer by an invitation of their own. Nothing was stored; ask an operator.',
  member_already: 'This address belongs to this customer already. No mail was sent.',
  invited_already:
    'This address is invited already. No mail was sent; to send it again, use the list of open invitations.',
}

export const resendAsStaffAction = staffAction({
  name: 'admin.resend',
  schema: invitationInput,
  limits: (staff) => [['staffInvite', staff.personId]],
  run: async (staff, { id }) => {
    const outcome = await resendAsStaff(staff, id)
    if (!outcome) notFound()
    if (outcome instanceof TooOften) return rateLimited(outcome, 'Nothing was sent.', {})
    refresh()
    return { status: 'done', message: 'On its way again.' }
  },
})

export const revokeAsStaffAction = staffAction({
  name: 'admin.revoke',
  schema: invitationInput,
  run: async (staff, { id }) => {
    if (!(await revokeAsStaff(staff, id))) notFound()
    refresh()
    return { status: 'idle' }
  },
})

export const setRoleAction = staffAction({
  name: 'admin.set-role',
  schema: memberRoleInput,
  run: async (staff, input) => {
    const isDone = await setRole(staff, input)
    refresh()
    return isDone ? { status: 'idle' } : { status: 'done', message: 'It was so already.' }
  },
})
