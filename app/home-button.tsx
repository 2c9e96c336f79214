import type { ButtonLook } from '#components/ui/button-class.ts'
import { LinkButton } from '#components/ui/link-button.tsx'
import { currentPerson } from '#lib/auth/session.ts'

/** To where the reader's own work is: the integrations, all of them for staff, or the sign-in. */
export async function HomeButton({ look = 'secondary' }: { look?: ButtonLook }) {
  const person = await currentPerson()
  if (!person)
    return (
      <LinkButton href="/sign-in" look={look}>
        Sign in
      </LinkButton>
    )
  return person.member ? (
    <LinkButton href="/integrations" look={look}>
      Go to Integrations
    </LinkButton>
  ) : (
    <LinkButton href="/admin/integrations" look={look}>
      Go to all integrations
    </LinkButton>
  )
}
