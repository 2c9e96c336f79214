import type { Route } from 'next'
import { Anchor } from '#components/ui/anchor.tsx'

/** `count` is a phrase: "about 1,000+ integrations". A missing side has nothing there. */
export function Pagination({
  newer,
  older,
  count,
  words = { back: 'Newer', on: 'Older' },
}: {
  newer: Route | null
  older: Route | null
  count: string
  /** Where the order is another one than by age. */
  words?: { back: string; on: string }
}) {
  return (
    <nav aria-label="Pages" className="no-print flex items-center gap-4 py-4 text-14">
      <p className="mr-auto text-muted tabular-nums">{count}</p>
      <PageLink href={newer} label={words.back} />
      <PageLink href={older} label={words.on} />
    </nav>
  )
}

function PageLink({ href, label }: { href: Route | null; label: string }) {
  if (!href) return <span className="text-faint">{label}</span>
  return (
    <Anchor href={href} className="link inline-flex min-h-6 items-center">
      {label}
    </Anchor>
  )
}
