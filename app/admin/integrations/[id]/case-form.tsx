'use client'

import { useKeptForm } from '#app/admin/use-kept-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import type { FormAction } from '#lib/action.ts'
import { type CaseView, caseLabels } from '#lib/cases/case.ts'

/** How far the staff are with this integration, who has it, and when the customer is to be asked again. */
export function CaseForm({
  action,
  id,
  supportCase,
  assignees,
  self,
}: {
  action: FormAction
  id: string
  supportCase: CaseView
  assignees: readonly { id: string; email: string }[]
  /** The staff member who reads. */
  self: string
}) {
  const { result, submit, pending, onSubmit, errors } = useKeptForm(action)
  const { state, assigneeId, nextContactOn } = supportCase
  const error = Object.values(errors)[0] ?? (result.status === 'refused' ? result.message : undefined)
  return (
    // A form anew for each state of the case: what is shown is what is stored.
    <form
      key={JSON.stringify(supportCase)}
      action={submit}
      onSubmit={onSubmit}
      className="flex flex-wrap items-end gap-3"
    >
      <input type="hidden" name="id" value={id} />
      <Select
        label="State of the case"
        name="state"
        defaultValue={state ?? ''}
        options={[...(state ? [] : [['', 'No case'] as const]), ...Object.entries(caseLabels)]}
      />
      <Select
        label="Assignee"
        name="assigneeId"
        defaultValue={assigneeId ?? ''}
        options={[
          ['', 'Nobody'],
          ...assignees.map(
            ({ id: person, email }) => [person, person === self ? `${email} (you)` : email] as const,
          ),
        ]}
      />
      <label className="grid gap-1 text-12 text-muted max-sm:w-[calc(50%-0.375rem)]">
        Next contact
        <input
          type="date"
          name="nextContactOn"
          defaultValue={nextContactOn ?? ''}
          className="h-10 rounded-control border border-control bg-surface px-2 text-14 text-ink"
        />
      </label>
      <Button type={pending ? 'button' : 'submit'} aria-disabled={pending}>
        {pending ? 'Saving' : 'Save the case'}
      </Button>
      <p role="status" className={`w-full text-14 ${error ? 'text-failed' : 'text-muted'}`}>
        {error ?? (result.status === 'done' ? result.message : '')}
      </p>
    </form>
  )
}
