import type { Metadata } from 'next'
import { PortalShell } from '#app/portal-shell.tsx'
import { confirmCodeAction } from '#app/sign-in/actions.ts'
import { CodeForm } from '#app/sign-in/check-mail/code-form.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { signInMinutes } from '#lib/auth/request-sign-in.ts'

export const metadata: Metadata = { title: 'Look into your mail' }

export default function CheckMailPage() {
  return (
    <PortalShell current={null}>
      <PageHeader
        title="Look into your mail"
        lead={`If your address is invited, a mail is on its way. Open its link in this browser, or type its code here. Both work for ${signInMinutes} minutes.`}
      />
      <CodeForm action={confirmCodeAction} />
      <p className="mt-6 max-w-read text-14 text-muted">
        No mail after a minute? Look into the spam folder, check the address, then{' '}
        <a href="/sign-in" className="link">
          ask for another mail
        </a>
        . An address that was not invited gets none: ask the colleague who manages AQUILA for an invitation.
      </p>
    </PortalShell>
  )
}
