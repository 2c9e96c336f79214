import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { LetGo } from '#app/admin/bulk/[id]/let-go.tsx'
import { LiveBulk } from '#app/admin/bulk/[id]/live-bulk.tsx'
import { bulkVerifyAction } from '#app/admin/integrations/actions.ts'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { reviewBulk } from '#lib/bulk/queries.ts'

export const metadata: Metadata = { title: 'Bulk verification' }

export default async function BulkPage({ params }: PageProps<'/admin/bulk/[id]'>) {
  const staff = await requireStaff()
  const { id } = await params
  const bulk = await reviewBulk(staff, id)
  if (!bulk) notFound()
  return (
    <AdminShell current="integrations">
      <LetGo />
      <PageHeader
        title="Bulk verification"
        lead="AQUILA asks Cloudflare about each of these anew, one after the other for each customer. You can leave this page; it goes on."
      />
      <LiveBulk initial={bulk} action={bulkVerifyAction} />
      <p className="py-4">
        <LinkButton href="/admin/integrations" look="quiet">
          Back to all integrations
        </LinkButton>
      </p>
    </AdminShell>
  )
}
