import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'

export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="group text-14">
      <summary className="inline-flex min-h-6 cursor-pointer list-none items-center gap-1 rounded-control text-muted hover:text-ink">
        <Icon name="chevron" className="transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      <div className="pt-2 pl-5">{children}</div>
    </details>
  )
}
