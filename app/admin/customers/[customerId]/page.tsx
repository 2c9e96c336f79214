import type { Metadata, Route } from 'next'
import { notFound } from 'next/navigation'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { CustomerPeople } from '#app/admin/customers/[customerId]/customer-people.tsx'
import {
  inviteAsStaffAction,
  resendAsStaffAction,
  revokeAsStaffAction,
} from '#app/admin/customers/actions.ts'
import { InviteForm } from '#app/colleagues/invite-form.tsx'
import { OpenInvitations } from '#app/colleagues/open-invitations.tsx'
import { Anchor } from '#components/ui/anchor.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Section } from '#components/ui/section.tsx'
import { TimeAgo } from '#components/ui/time-ago.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { type CustomerView, reviewCustomer } from '#lib/customers/staff-queries.ts'

export const metadata: Metadata = { title: 'Customer' }

export default async function CustomerPage({ params }: PageProps<'/admin/customers/[customerId]'>) {
  const staff = await requireStaff()
  const { customerId: id } = await params
  const customer = await reviewCustomer(staff, id)
  if (!customer) notFound()
  return (
    <AdminShell current="customers">
      <PageHeader
        title={customer.name}
        lead={
          <>
            Customer since <TimeAgo at={customer.createdAt} />. That you looked stands in its activity.
          </>
        }
      />
      <Section id="integrations" title="Integrations">
        <Integrations customer={customer} />
      </Section>
      <Section id="people" title="People" aside="They get the mails about the integrations.">
        <CustomerPeople customerId={id} people={customer.people} />
      </Section>
      <Section id="invite" title="Invite a person" aside="In AQUILA’s name, at any domain.">
        <InviteForm
          action={inviteAsStaffAction}
          customerId={id}
          canInviteOwner
          hint="Make sure that the address belongs to somebody of this customer: whoever signs in with it sees its integrations."
        />
      </Section>
      <Section id="invitations" title="Open invitations" aside="Signing in with the invited address accepts.">
        <OpenInvitations
          invitations={customer.invitations}
          resend={resendAsStaffAction}
          revoke={revokeAsStaffAction}
        />
      </Section>
      <Section id="more" title="More">
        <div className="grid gap-3 text-14">
          <p className="flex flex-wrap items-center gap-x-3">
            <span className="text-muted">Customer id</span>
            <MonoId value={id} name="customer id" />
          </p>
          <p>
            <Anchor href={`/admin/activity?customer=${id}` as Route} className="link">
              What happened at this customer
            </Anchor>
          </p>
        </div>
      </Section>
    </AdminShell>
  )
}

function Integrations({ customer: { id, integrations, failing } }: { customer: CustomerView }) {
  if (integrations === 0)
    return (
      <p className="text-14 text-muted">
        Nothing is connected.{' '}
        <Anchor href={`/admin/integrations?customer=${id}` as Route} className="link">
          What was
        </Anchor>
      </p>
    )
  const words = integrations === 1 ? '1 integration' : `${integrations} integrations`
  return (
    <p className="text-14">
      <Anchor href={`/admin/integrations?customer=${id}` as Route} className="link">
        {words}
      </Anchor>
      {failing > 0 && (
        <>
          ,{' '}
          <Anchor
            href={`/admin/integrations?customer=${id}&state=needs_attention` as Route}
            className="link text-failed"
          >
            {failing} {failing === 1 ? 'needs' : 'need'} attention
          </Anchor>
        </>
      )}
    </p>
  )
}
