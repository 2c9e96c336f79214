import type { Route } from 'next'
import { Anchor } from '#components/ui/anchor.tsx'
import type { VerificationPage } from '#lib/integrations/history-view.ts'

/** The ways from one verification to those around it. A missing one has nothing there. */
export function VerificationNav({
  page: { integrationId, newest, newer, older },
  base,
}: {
  page: VerificationPage
  base: '/integrations' | '/admin/integrations'
}) {
  const history = `${base}/${integrationId}/history` as const
  const to = (id: string | null) => (id === null ? null : (`${history}/${id}` as Route))
  return (
    <nav aria-label="Verifications" className="no-print flex flex-wrap items-center gap-4 pb-4 text-14">
      <Anchor href={history} className="link mr-auto inline-flex min-h-6 items-center">
        All verifications
      </Anchor>
      <To href={to(newest)} label="Newest" />
      <To href={to(newer)} label="Newer" />
      <To href={to(older)} label="Older" />
    </nav>
  )
}

function To({ href, label }: { href: Route | null; label: string }) {
  if (!href) return <span className="text-faint">{label}</span>
  return (
    <Anchor href={href} className="link inline-flex min-h-6 items-center">
      {label}
    </Anchor>
  )
}
