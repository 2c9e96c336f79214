import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { ReasonPage } from '#app/admin/integrations/[id]/reason-page.tsx'
import { PastVerification } from '#components/past-verification.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { webEnv } from '#lib/env.ts'
import { reviewVerification } from '#lib/integrations/history.ts'
import { ReasonNeeded } from '#lib/looks/reason-needed.ts'

export const metadata: Metadata = { title: 'Review a verification' }

export default async function ReviewVerificationPage({
  params,
}: PageProps<'/admin/integrations/[id]/history/[verificationId]'>) {
  const staff = await requireStaff()
  const { id, verificationId } = await params
  const page = await reviewVerification(staff, id, verificationId)
  if (!page) notFound()
  if (page instanceof ReasonNeeded)
    return <ReasonPage needed={page} id={id} to={`/history/${verificationId}`} />
  return (
    <AdminShell current="integrations">
      <PastVerification page={page} egressAddresses={webEnv().EGRESS_ADDRESSES} base="/admin/integrations" />
    </AdminShell>
  )
}
