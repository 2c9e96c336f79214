import { ActButton } from '#app/act-button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { FormAction } from '#lib/action.ts'

/** An act that takes something away: opened first, so that it says what it means before it can be done. */
export function ConfirmAct({
  label,
  about,
  meaning,
  action,
  fields,
}: {
  label: string
  /** Which of the list it is, for those who hear the button. */
  about: string
  meaning: string
  action: FormAction
  fields: Record<string, string>
}) {
  return (
    <Disclosure
      summary={
        <>
          {label}
          <span className="sr-only"> ({about})</span>
        </>
      }
    >
      <div className="grid max-w-80 gap-2 pb-2">
        <p className="text-muted">{meaning}</p>
        <ActButton action={action} fields={fields} label={`${label} now`} about={about} look="danger" />
      </div>
    </Disclosure>
  )
}
