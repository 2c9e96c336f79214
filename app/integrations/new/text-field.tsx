import type { ReactNode } from 'react'
import type { FieldName } from '#app/integrations/new/fields.ts'
import type { Connect } from '#app/integrations/new/use-connect.ts'
import { Field } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextInput } from '#components/ui/text-input.tsx'

/** A field of the form that is no secret: what the server sends back stands in it again. */
export function TextField({
  connect,
  notes,
  name,
  label,
  hint,
  mono = false,
  type = 'text',
  autoComplete = 'off',
  onType,
}: {
  connect: Connect
  notes: Record<FieldName, ReactNode>
  name: 'email' | 'accountId' | 'zoneIds'
  label: string
  hint?: string
  mono?: boolean
  type?: 'text' | 'email'
  autoComplete?: string
  onType?: () => void
}) {
  const { result } = connect
  const given = {
    ...connect.field(name, onType),
    mono,
    defaultValue: 'values' in result ? result.values[name] : undefined,
    autoComplete,
    autoCapitalize: 'none',
    spellCheck: false,
    dir: 'ltr',
  }
  return (
    <Field id={name} label={label} hint={hint} error={connect.errorOf(name)} note={notes[name]}>
      {(control) =>
        name === 'zoneIds' ? (
          <TextArea {...control} {...given} />
        ) : (
          <TextInput {...control} {...given} type={type} />
        )
      }
    </Field>
  )
}
