import type { Metadata } from 'next'
import { inviteAction, resendAction, revokeAction } from '#app/colleagues/actions.ts'
import { InviteForm } from '#app/colleagues/invite-form.tsx'
import { OpenInvitations } from '#app/colleagues/open-invitations.tsx'
import { PeopleTable } from '#app/colleagues/people-table.tsx'
import { PortalShell } from '#app/portal-shell.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { requireMember } from '#lib/auth/guards.ts'
import { findColleagues } from '#lib/customers/queries.ts'
import { webEnv } from '#lib/env.ts'

export const metadata: Metadata = { title: 'Colleagues' }

export default async function ColleaguesPage() {
  const member = await requireMember()
  const { colleagues, invitations } = await findColleagues(member)
  const support = webEnv().SUPPORT_EMAIL
  return (
    <PortalShell current="colleagues">
      <PageHeader
        title="Colleagues"
        lead={`The people of ${member.customerName} who look after its Cloudflare accounts in AQUILA.`}
      />
      <Section
        id="people"
        title="People"
        aside="AQUILA mails all of them when a connection breaks or staff end it, and before a token expires."
      >
        <PeopleTable colleagues={colleagues} />
        <p className="mt-3 text-14 text-muted">
          To take somebody’s access away, write to{' '}
          <a href={`mailto:${support}`} className="link">
            {support}
          </a>
          .
        </p>
      </Section>
      <Section
        id="invite"
        title="Invite a colleague"
        aside="Such as the one who owns the Cloudflare account: whoever signs in can connect it without sending you a secret."
      >
        <InviteForm
          action={inviteAction}
          canInviteOwner={member.role === 'owner'}
          hint="An address at your own domain."
        />
      </Section>
      <Section id="invitations" title="Open invitations" aside="Signing in with the invited address accepts.">
        <OpenInvitations invitations={invitations} resend={resendAction} revoke={revokeAction} />
      </Section>
    </PortalShell>
  )
}
