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

/** Writes a note: for the staff, or to the customer. `written` is how many there are: each new one empties the form. */
export function NoteForm({ action, id, written }: { action: FormAction; id: string; written: number }) {
  const { result, submit, pending, onSubmit, values, errors } = useKeptForm(action)
  return (
    <form key={written} action={submit} onSubmit={onSubmit} noValidate className="grid max-w-read gap-4">
      {result.status === 'done' ? (
        <Notice tone="passed" announce>
          <p>{result.message}</p>
        </Notice>
      ) : (
        Object.keys(errors).length === 0 && <ActionNotice result={result} />
      )}
      <input type="hidden" name="id" value={id} />
      <Field
        id="note"
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
