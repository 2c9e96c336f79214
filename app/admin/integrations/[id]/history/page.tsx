import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AdminShell } from '#app/admin/admin-shell.tsx'
import { ReasonPage } from '#app/admin/integrations/[id]/reason-page.tsx'
import { History } from '#components/history.tsx'
import { requireStaff } from '#lib/auth/guards.ts'
import { reviewHistory } from '#lib/integrations/history.ts'
import { historyKeyFrom } from '#lib/integrations/history-key.ts'
import { ReasonNeeded } from '#lib/looks/reason-needed.ts'

export const metadata: Metadata = { title: 'Review a history' }

export default async function ReviewHistoryPage({
  params,
  searchParams,
}: PageProps<'/admin/integrations/[id]/history'>) {
  const staff = await requireStaff()
  const { id } = await params
  const page = await reviewHistory(staff, id, historyKeyFrom(await searchParams))
  if (!page) notFound()
  if (page instanceof ReasonNeeded) return <ReasonPage needed={page} id={id} to="/history" />
  return (
    <AdminShell current="integrations">
      <History page={page} base="/admin/integrations" />
    </AdminShell>
  )
}
