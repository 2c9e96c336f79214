import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { ReasonPage } from '#app/admin/integrations/[id]/reason-page.tsx'
import { SupportBundle } from '#components/support-bundle.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { UnaskedBundle } from '#components/unasked-bundle.tsx'
import { isAsked } from '#lib/asked.ts'
import { requireStaff } from '#lib/auth/guards.ts'
import { exportBundleAsStaff } from '#lib/integrations/export-bundle.ts'
import { ReasonNeeded } from '#lib/looks/reason-needed.ts'
import { TooOften } from '#lib/rate-limit.ts'

export const metadata: Metadata = { title: 'Support bundle' }

export default async function ReviewBundlePage({
  params,
  searchParams,
}: PageProps<'/admin/integrations/[id]/support-bundle'>) {
  const staff = await requireStaff()
  const { id } = await params
  const { verification } = await searchParams
  const verificationId = [verification].flat()[0] ?? null
  if (!isAsked(await headers()))
    return (
      <AdminShell current="integrations">
        <UnaskedBundle integrationId={id} verificationId={verificationId} base="/admin/integrations" />
      </AdminShell>
    )
  const bundle = await exportBundleAsStaff(staff, id, verificationId)
  if (!bundle) notFound()
  if (bundle instanceof ReasonNeeded) {
    const query = verificationId === null ? '' : `?verification=${verificationId}`
    return <ReasonPage needed={bundle} id={id} to={`/support-bundle${query}`} />
  }
  if (bundle instanceof TooOften)
    return (
      <AdminShell current="integrations">
        <PageHeader title="Support bundle" lead={bundle.sentence('Nothing was shown.')} />
      </AdminShell>
    )
  return (
    <AdminShell current="integrations">
      <SupportBundle bundle={bundle} integrationId={id} base="/admin/integrations" supportEmail={null} />
    </AdminShell>
  )
}
