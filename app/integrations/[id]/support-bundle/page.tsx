import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PortalShell } from '#app/portal-shell.tsx'
import { SupportBundle } from '#components/support-bundle.tsx'
import { requireMember } from '#lib/auth/guards.ts'
import { webEnv } from '#lib/env.ts'
import { exportBundle } from '#lib/integrations/export-bundle.ts'

export const metadata: Metadata = { title: 'Support bundle' }

export default async function SupportBundlePage({
  params,
  searchParams,
}: PageProps<'/integrations/[id]/support-bundle'>) {
  const member = await requireMember()
  const { id } = await params
  const { verification } = await searchParams
  const bundle = await exportBundle(member, id, [verification].flat()[0] ?? null)
  if (!bundle) notFound()
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
