import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PortalShell } from '#app/portal-shell.tsx'
import { History } from '#components/history.tsx'
import { requireMember } from '#lib/auth/guards.ts'
import { findHistory } from '#lib/integrations/history.ts'
import { historyKeyFrom } from '#lib/integrations/history-key.ts'

export const metadata: Metadata = { title: 'History of verifications' }

export default async function HistoryPage({ params, searchParams }: PageProps<'/integrations/[id]/history'>) {
  const member = await requireMember()
  const { id } = await params
  const page = await findHistory(member, id, historyKeyFrom(await searchParams))
  if (!page) notFound()
  return (
    <PortalShell current="integrations">
      <History page={page} base="/integrations" />
    </PortalShell>
  )
}
