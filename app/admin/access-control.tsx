import { ActButton } from '#app/act-button.tsx'
import { ConfirmAct } from '#app/admin/confirm-act.tsx'
import { setAccessAction } from '#app/admin/staff/actions.ts'

/** Takes a person's access away, or gives it back. */
export function AccessControl({
  personId,
  email,
  isDisabled,
}: {
  personId: string
  email: string
  isDisabled: boolean
}) {
  return isDisabled ? (
    <ActButton
      action={setAccessAction}
      fields={{ personId, access: 'given' }}
      label="Give access back"
      about={email}
      look="secondary"
    />
  ) : (
    <ConfirmAct
      action={setAccessAction}
      fields={{ personId, access: 'taken' }}
      label="Take access away"
      about={email}
      meaning="Every session of this person ends at once, they cannot sign in, and get no mails. What they did stays."
    />
  )
}
