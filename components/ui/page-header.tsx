import type { ReactNode } from 'react'

/** What this is, what state it is in, what to do next: in this order. */
export function PageHeader({
  title,
  state,
  lead,
  action,
}: {
  title: string
  state?: ReactNode
  lead?: ReactNode
  action?: ReactNode
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pt-10 pb-8">
      <div className="grid min-w-0 max-w-read gap-2">
        <h1 className="text-28 tracking-[-0.01em] wrap-anywhere">
          {/* A block of its own, so that a name of the other direction breaks as one run. */}
          <bdi dir="auto" className="inline-block text-left">
            {title}
          </bdi>
        </h1>
        {state}
        {lead && <div className="text-16 text-muted">{lead}</div>}
      </div>
      {action && <div className="no-print flex flex-wrap gap-3">{action}</div>}
    </header>
  )
}
