import type { Route } from 'next'
import { Anchor } from '#components/ui/anchor.tsx'
import type { CheckView } from '#lib/integrations/view.ts'

/** Leads from a check that did not pass to where the page about troubles explains why. */
export function MoreAbout({
  check,
  quiet = false,
  children,
}: {
  check: CheckView
  quiet?: boolean
  children: string
}) {
  if (check.anchor === null) return null
  return (
    <Anchor
      href={`/troubleshooting#${check.anchor}` as Route}
      className={`no-print inline-block min-h-6 ${quiet ? 'text-12 leading-5 text-faint underline underline-offset-3 hover:text-ink' : 'link text-14'}`}
    >
      {children}
      <span className="sr-only"> ({check.title})</span>
    </Anchor>
  )
}
