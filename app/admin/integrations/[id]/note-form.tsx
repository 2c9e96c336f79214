'use client'

import { useKeptForm } from '#app/admin/use-kept-form.ts'
import { ActionNotice } from '#components/action-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RadioList } from '#components/ui/radio-list.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { FormAction } from '#lib/action.ts'
import { noteKinds, noteLength, noteSteps } from '#lib/notes/note.ts'

const kinds = Object.entries(noteKinds).map(([value, label]) => ({ value, label }))
const steps = Object.entries(noteSteps).map(([value, { label }]) => [value, label] as const)

/**
 * Writes a note: for the staff, or to the customer. Each new one empties the form, whose field then has another id, so
 * that nothing typed before is taken for its content.
 */
export function NoteForm({
  action,
  id,
  newest,
}: {
  action: FormAction
  id: string
  /** The id of the newest note; null when there is none. */
  newest: string | null
}) {
  const { result, submit, pending, onSubmit, values, errors } = useKeptForm(action)
  return (
    <form key={newest} action={submit} onSubmit={onSubmit} noValidate className="grid max-w-read gap-4">
      {result.status === 'done' ? (
        <Notice tone="passed" announce>
          <p>{result.message}</p>
        </Notice>
      ) : (
        Object.keys(errors).length === 0 && <ActionNotice result={result} />
      )}
      <input type="hidden" name="id" value={id} />
      <Field
        id={`note-${newest}`}
        label="Write a note"
        hint={`At most ${noteLength.toLocaleString('en')} characters. Never a credential.`}
        error={errors['text']}
      >
        {(control) => <TextArea {...control} name="text" rows={3} defaultValue={values['text'] ?? ''} />}
      </Field>
      <RadioList
        name="kind"
        legend="Who reads it"
        options={kinds}
        chosen={values['kind'] ?? 'internal'}
        error={errors['kind']}
      />
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="The mail leads to"
          name="step"
          defaultValue={values['step'] ?? 'integration'}
          options={steps}
        />
        <Button type={pending ? 'button' : 'submit'} look="primary" aria-disabled={pending}>
          {pending ? 'Keeping it' : 'Write it'}
        </Button>
      </div>
    </form>
  )
}
