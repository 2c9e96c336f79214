'use server'

import type { Route } from 'next'
import { refresh } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import { staffAction } from '#lib/action.ts'
import { sessionHash } from '#lib/auth/session.ts'
import { saveCase } from '#lib/cases/save-case.ts'
import { caseInput } from '#lib/cases/schema.ts'
import { disconnectAsStaff } from '#lib/integrations/disconnect-as-staff.ts'
import { pause, resume } from '#lib/integrations/pause.ts'
import { idInput } from '#lib/integrations/schema.ts'
import { verifyAgainAsStaff } from '#lib/integrations/verify-again.ts'
import { reasonInput } from '#lib/looks/schema.ts'
import { stateReason } from '#lib/looks/state-reason.ts'
import { lookTarget } from '#lib/looks/target.ts'
import { noteInput } from '#lib/notes/schema.ts'
import { writeNote } from '#lib/notes/write-note.ts'
import { askStepUp } from '#lib/step-up/ask-step-up.ts'
import { staffDisconnectInput } from '#lib/step-up/schema.ts'
import { stepUpMinutes } from '#lib/step-up/step-up.ts'

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
  limits: (staff) => [['staffVerify', staff.personId]],
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

export const writeNoteAction = staffAction({
  name: 'admin.write-note',
  schema: noteInput,
  limits: (staff) => [['note', staff.personId]],
  run: async (staff, { id, kind, step, text }) => {
    if (!(await writeNote(staff, id, { kind, step, text }))) notFound()
    refresh()
    return { status: 'done', message: written[kind] }
  },
})

const written = {
  internal: 'Kept. Only staff read it.',
  page: 'It stands on the customer’s page now.',
  mail: 'It stands on the customer’s page now, and AQUILA mails it to all its members.',
}

export const pauseAction = staffAction({
  name: 'admin.pause',
  schema: idInput,
  limits: (staff) => [['staffVerify', staff.personId]],
  run: async (staff, { id }) => {
    const isDone = await pause(staff, id)
    refresh()
    return { status: 'done', message: isDone ? 'Paused; the customer sees it.' : 'Nothing has changed.' }
  },
})

export const resumeAction = staffAction({
  name: 'admin.resume',
  schema: idInput,
  limits: (staff) => [['staffVerify', staff.personId]],
  run: async (staff, { id }) => {
    const isDone = await resume(staff, id)
    refresh()
    return {
      status: 'done',
      message: isDone ? 'The pause has ended; a verification begins now.' : 'Nothing has changed.',
    }
  },
})

export const askStepUpAction = staffAction({
  name: 'admin.ask-step-up',
  schema: idInput,
  limits: (staff) => [['stepUp', staff.personId]],
  run: async (staff, { id }) => {
    if (!(await askStepUp(staff, id, await sessionHash()))) notFound()
    const message = `A code is on its way to ${staff.email}. It works for ${stepUpMinutes} minutes, in this session only; an older one does not work any more.`
    return { status: 'done', message }
  },
})

export const disconnectAsStaffAction = staffAction({
  name: 'admin.disconnect',
  schema: staffDisconnectInput,
  limits: (staff) => [['stepUpCode', staff.personId]],
  run: async (staff, { id, code, reason }) => {
    const outcome = await disconnectAsStaff(staff, id, { code, reason, sessionHash: await sessionHash() })
    if (outcome === 'gone') notFound()
    if (outcome === 'done') redirect(`/admin/integrations/${id}`)
    const message = `This is not the code of the newest mail, or it is older than ${stepUpMinutes} minutes, or was typed wrong five times. Nothing was disconnected; try again, or ask for a new one.`
    return { status: 'invalid', message, fields: { code: message }, values: { reason } }
  },
})
