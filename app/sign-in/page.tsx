import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PortalShell } from '#app/portal-shell.tsx'
import { requestSignInAction } from '#app/sign-in/actions.ts'
import { EmailForm } from '#app/sign-in/email-form.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { currentPerson } from '#lib/auth/session.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const person = await currentPerson()
  if (person) redirect(person.member ? '/integrations' : '/admin/integrations')
  return (
    <PortalShell current={null}>
      <PageHeader
        title="Sign in"
        lead="AQUILA sends a link and a code to your address. There is no password to lose."
      />
      {(await searchParams)['ended'] === 'yes' && (
        <div className="max-w-read pb-8">
          <Notice tone="unsure" title="Your session had ended">
            <p>
              What you sent was not taken, and nothing was changed. Sign in in this tab and send it again. Ids
              typed to connect an account are still there; a token or key has to be pasted again.
            </p>
          </Notice>
        </div>
      )}
      <EmailForm action={requestSignInAction} />
    </PortalShell>
  )
}
