import type { Metadata } from 'next'
import { connectAction } from '#app/integrations/new/actions.ts'
import { ConnectForm } from '#app/integrations/new/connect-form.tsx'
import { positionFrom } from '#app/integrations/new/position.ts'
import { PortalShell } from '#app/portal-shell.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { requireMember } from '#lib/auth/guards.ts'
import { appOrigin, webEnv } from '#lib/env.ts'
import { uuidv7 } from '#lib/uuid.ts'

export const metadata: Metadata = { title: 'Connect Cloudflare' }

export default async function ConnectPage({ searchParams }: PageProps<'/integrations/new'>) {
  await requireMember()
  const query = await searchParams
  const one = (name: 'step' | 'method') => [query[name]].flat()[0] ?? null
  return (
    <PortalShell current="integrations">
      <PageHeader title="Connect Cloudflare" />
      <ConnectForm
        action={connectAction}
        idempotencyKey={uuidv7()}
        initial={positionFrom(one)}
        portal={appOrigin(webEnv())}
        egressAddresses={webEnv().EGRESS_ADDRESSES}
      />
    </PortalShell>
  )
}
