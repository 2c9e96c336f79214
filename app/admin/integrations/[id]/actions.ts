'use server'

import type { Route } from 'next'
import { refresh } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import { staffAction } from '#lib/action.ts'
import { saveCase } from '#lib/cases/save-case.ts'
import { caseInput } from '#lib/cases/schema.ts'
import { idInput } from '#lib/integrations/schema.ts'
import { verifyAgainAsStaff } from '#lib/integrations/verify-again.ts'
import { reasonInput } from '#lib/looks/schema.ts'
import { stateReason } from '#lib/looks/state-reason.ts'
import { lookTarget } from '#lib/looks/target.ts'

export const stateReasonAction = staffAction({
  name: 'admin.state-reason',
  schema: reasonInput,
  run: async (staff, { id, to, reason, text }) => {
    if (!(await stateReason(staff, id, { reason, text }))) notFound()
    redirect(lookTarget(id, to) as Route)
  },
})

export const verifyAgainAsStaffAction = staffAction({
  name: 'admin.verify-again',
  schema: idInput,
  run: async (staff, { id }) => {
    if (!(await verifyAgainAsStaff(staff, id))) notFound()
    refresh()
    return { status: 'done', message: 'Asked for. Reload in a few seconds to see the answers.' }
  },
})

export const saveCaseAction = staffAction({
  name: 'admin.save-case',
  schema: caseInput,
  run: async (staff, { id, state, assigneeId, nextContactOn }) => {
    const outcome = await saveCase(staff, id, {
      state: state || null,
      assigneeId: assigneeId || null,
      nextContactOn: nextContactOn || null,
    })
    if (outcome === 'not_found') notFound()
    if (outcome === 'no_such_staff') {
      const message = 'This person is not among the staff any more. Nothing was saved; choose somebody else.'
      return { status: 'invalid', message, fields: { assigneeId: message }, values: {} }
    }
    refresh()
    return { status: 'done', message: outcome === 'saved' ? 'Saved.' : 'Nothing has changed.' }
  },
})
