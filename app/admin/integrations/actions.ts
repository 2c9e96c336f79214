'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { staffAction } from '#lib/action.ts'
import { mostAtOnce, startBulk } from '#lib/bulk/start.ts'
import { forgetView, type Saved, saveView } from '#lib/listing/saved-views.ts'
import { bulkInput, viewIdInput, viewInput } from '#lib/listing/schema.ts'

/** Verifies several integrations again: the chosen ones, or the first 500 that match. */
export const bulkVerifyAction = staffAction({
  name: 'admin.bulk-verify',
  schema: bulkInput,
  limits: (staff) => [['bulkPerson', staff.personId]],
  run: async (staff, input) => {
    if ('ids' in input && input.ids.length > mostAtOnce) {
      const message = `${input.ids.length} are chosen; one run takes ${mostAtOnce}. Nothing was started; let some go.`
      return { status: 'refused', message, values: {} }
    }
    const id = await startBulk(staff, input)
    if (!id) {
      const message = 'Nothing was started: choose at least one integration that is not disconnected.'
      return { status: 'refused', message, values: {} }
    }
    redirect(`/admin/bulk/${id}`)
  },
})

export const saveViewAction = staffAction({
  name: 'admin.save-view',
  schema: viewInput,
  run: async (staff, input) => {
    const outcome = await saveView(staff, input)
    if (outcome === 'saved') {
      refresh()
      return { status: 'done', message: `Saved as “${input.name}”.` }
    }
    const message = refusals[outcome]
    return { status: 'invalid', message, fields: { name: message }, values: { name: input.name } }
  },
})

const refusals: Record<Exclude<Saved, 'saved'>, string> = {
  name_taken: 'You have a view of this name already. Choose another name, or remove the old one first.',
  too_many: 'You have 30 views already. Remove one first.',
}

export const forgetViewAction = staffAction({
  name: 'admin.forget-view',
  schema: viewIdInput,
  run: async (staff, { id }) => {
    await forgetView(staff, id)
    refresh()
    return { status: 'idle' }
  },
})
