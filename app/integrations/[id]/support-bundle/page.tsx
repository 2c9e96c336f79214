import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { PortalShell } from '#app/portal-shell.tsx'
import { SupportBundle } from '#components/support-bundle.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { UnaskedBundle } from '#components/unasked-bundle.tsx'
import { isAsked } from '#lib/asked.ts'
import { requireMember } from '#lib/auth/guards.ts'
import { webEnv } from '#lib/env.ts'
import { exportBundle } from '#lib/integrations/export-bundle.ts'
import { TooOften } from '#lib/rate-limit.ts'

export const metadata: Metadata = { title: 'Support bundle' }

export default async function SupportBundlePage({
  params,
  searchParams,
}: PageProps<'/integrations/[id]/support-bundle'>) {
  const member = await requireMember()
  const { id } = await params
  const { verification } = await searchParams
  const verificationId = [verification].flat()[0] ?? null
  if (!isAsked(await headers()))
    return (
      <PortalShell current="integrations">
        <UnaskedBundle integrationId={id} verificationId={verificationId} base="/integrations" />
      </PortalShell>
    )
  const bundle = await exportBundle(member, id, verificationId)
  if (!bundle) notFound()
  if (bundle instanceof TooOften)
    return (
      <PortalShell current="integrations">
        <PageHeader title="Support bundle" lead={bundle.sentence('Nothing was shown.')} />
      </PortalShell>
    )
  return (
    <PortalShell current="integrations">
      <SupportBundle
        bundle={bundle}
        integrationId={id}
        base="/integrations"
        supportEmail={webEnv().SUPPORT_EMAIL}
      />
    </PortalShell>
  )
}
