import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { askStepUpAction, disconnectAsStaffAction } from '#app/admin/integrations/[id]/actions.ts'
import { StepUpForm } from '#app/admin/integrations/[id]/disconnect/step-up-form.tsx'
import { ReasonPage } from '#app/admin/integrations/[id]/reason-page.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { reviewIntegration } from '#lib/integrations/staff-queries.ts'
import { ReasonNeeded } from '#lib/looks/reason-needed.ts'

export const metadata: Metadata = { title: 'Disconnect for a customer' }

export default async function StaffDisconnectPage({
  params,
}: PageProps<'/admin/integrations/[id]/disconnect'>) {
  const staff = await requireStaff()
  const { id } = await params
  const found = await reviewIntegration(staff, id)
  if (!found) notFound()
  if (found instanceof ReasonNeeded) return <ReasonPage needed={found} id={id} to="/disconnect" />
  const { integration } = found
  if (integration.state === 'disconnected') redirect(`/admin/integrations/${id}`)
  const { accountName, accountId, credential, customerName } = integration
  return (
    <AdminShell current="integrations">
      <PageHeader title={`Disconnect ${accountName ?? accountId} of ${customerName}?`} />
      <div className="grid max-w-read gap-4 pb-10">
        <p>
          AQUILA destroys the sealed credential{credential && ` ${credential.mask}`} and the audit-log sample
          now, and reads nothing from this account any more. It cannot be undone: to connect again, the
          customer has to enter a credential again. All members of the customer get a mail with the reason you
          give; that you did it, and why, stands in the activity too.
        </p>
        <StepUpForm ask={askStepUpAction} confirm={disconnectAsStaffAction} id={id} email={staff.email} />
      </div>
    </AdminShell>
  )
}
