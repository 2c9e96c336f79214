import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PortalShell } from '#app/portal-shell.tsx'
import { PastVerification } from '#components/past-verification.tsx'
import { requireMember } from '#lib/auth/guards.ts'
import { webEnv } from '#lib/env.ts'
import { findVerification } from '#lib/integrations/history.ts'

export const metadata: Metadata = { title: 'One verification' }

export default async function VerificationPage({
  params,
}: PageProps<'/integrations/[id]/history/[verificationId]'>) {
  const member = await requireMember()
  const { id, verificationId } = await params
  const page = await findVerification(member, id, verificationId)
  if (!page) notFound()
  return (
    <PortalShell current="integrations">
      <PastVerification page={page} egressAddresses={webEnv().EGRESS_ADDRESSES} base="/integrations" />
    </PortalShell>
  )
}
