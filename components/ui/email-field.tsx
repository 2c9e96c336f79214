import { Field } from '#components/ui/field.tsx'
import { TextInput } from '#components/ui/text-input.tsx'

/** The address of somebody else, called `email` in its form: nothing is filled in for the reader. */
export function EmailField({
  label,
  hint,
  error,
  value,
}: {
  label: string
  hint: string
  error: string | undefined
  /** What was typed before. */
  value: string | undefined
}) {
  return (
    <Field id="email" label={label} hint={hint} error={error}>
      {(control) => (
        <TextInput
          {...control}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="off"
          maxLength={254}
          defaultValue={value ?? ''}
        />
      )}
    </Field>
  )
}
