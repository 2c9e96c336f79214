import { AdminShell } from '#app/admin/admin-shell.tsx'
import { stateReasonAction } from '#app/admin/integrations/[id]/actions.ts'
import { ReasonForm } from '#app/admin/integrations/[id]/reason-form.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import type { ReasonNeeded } from '#lib/looks/reason-needed.ts'
import { reasonMinutes } from '#lib/looks/reasons.ts'

/** In the place of everything about an integration until the staff member has said why they look. */
export function ReasonPage({ needed, id, to = '' }: { needed: ReasonNeeded; id: string; to?: string }) {
  return (
    <AdminShell current="integrations">
      <PageHeader
        title={needed.customerName}
        lead={`Cloudflare account ${needed.account}. Before you see more, say why you look. The customer will read your address, the reason and what you add. It holds for ${reasonMinutes} minutes.`}
      />
      <ReasonForm action={stateReasonAction} id={id} to={`/admin/integrations/${id}${to}`} />
    </AdminShell>
  )
}
