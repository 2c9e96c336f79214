import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PortalShell } from '#app/portal-shell.tsx'
import { requestSignInAction } from '#app/sign-in/actions.ts'
import { EmailForm } from '#app/sign-in/email-form.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { currentPerson } from '#lib/auth/session.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage() {
  const person = await currentPerson()
  if (person) redirect(person.member ? '/integrations' : '/admin/integrations')
  return (
    <PortalShell current={null}>
      <PageHeader
        title="Sign in"
        lead="AQUILA sends a link and a code to your address. There is no password to lose."
      />
      <EmailForm action={requestSignInAction} />
    </PortalShell>
  )
}
