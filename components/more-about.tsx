import type { Route } from 'next'
import { Anchor } from '#components/ui/anchor.tsx'
import type { CheckView } from '#lib/integrations/view.ts'

/** Leads from a check that did not pass to where the page about troubles explains why. */
export function MoreAbout({ check, children }: { check: CheckView; children: string }) {
  if (check.anchor === null) return null
  return (
    <Anchor
      href={`/troubleshooting#${check.anchor}` as Route}
      className="link no-print inline-block min-h-6 text-14 font-normal"
    >
      {children}
      <span className="sr-only"> ({check.title})</span>
    </Anchor>
  )
}
