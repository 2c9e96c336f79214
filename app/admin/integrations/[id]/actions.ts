'use server'

import { refresh } from 'next/cache'
import { notFound } from 'next/navigation'
import { staffAction } from '#lib/action.ts'
import { idInput } from '#lib/integrations/schema.ts'
import { verifyAgainAsStaff } from '#lib/integrations/verify-again.ts'

export const verifyAgainAsStaffAction = staffAction({
  name: 'admin.verify-again',
  schema: idInput,
  run: async (staff, { id }) => {
    if (!(await verifyAgainAsStaff(staff, id))) notFound()
    refresh()
    return { status: 'done', message: 'Asked for. Reload in a few seconds to see the answers.' }
  },
})
