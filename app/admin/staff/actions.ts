'use server'

import { refresh } from 'next/cache'
import { adminAction, staffAction } from '#lib/action.ts'
import type { ActionResult } from '#lib/action-result.ts'
import { accessInput, personInput, staffRoleInput } from '#lib/people/schema.ts'
import { setAccess } from '#lib/people/set-access.ts'
import { giveStaffRole, takeStaffRole } from '#lib/people/staff-roles.ts'

/** Takes or gives back the access of a member or of staff. */
export const setAccessAction = staffAction({
  name: 'admin.set-access',
  schema: accessInput,
  run: async (staff, input) => said(await setAccess(staff, input)),
})

export const giveStaffRoleAction = adminAction({
  name: 'admin.give-staff-role',
  schema: staffRoleInput,
  limits: (staff, { email }) => [
    ['staffInvite', staff.personId],
    ['inviteAddress', `role ${email}`],
  ],
  run: async (staff, { email, role }) => {
    if (!(await giveStaffRole(staff, { email, role }))) {
      const message =
        'Nothing was changed: this address has that role already, belongs to a customer, or is your own.'
      return { status: 'invalid', message, fields: { email: message }, values: { email, role } }
    }
    refresh()
    const word = role === 'admin' ? 'an admin' : 'support'
    return { status: 'done', message: `${email} is ${word} now. AQUILA tells them by mail.` }
  },
})

export const takeStaffRoleAction = adminAction({
  name: 'admin.take-staff-role',
  schema: personInput,
  run: async (staff, { personId }) => said(await takeStaffRole(staff, personId)),
})

function said(isDone: boolean): ActionResult {
  refresh()
  if (isDone) return { status: 'idle' }
  const message =
    'Nothing was changed: it was so already, or you may not do it. Of staff only an admin decides, and nobody for themselves.'
  return { status: 'refused', message, values: {} }
}
