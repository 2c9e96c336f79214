import type { Route } from 'next'
import type { ReactNode } from 'react'
import { PortalShell } from '#app/portal-shell.tsx'
import { Anchor } from '#components/ui/anchor.tsx'

const areas = [
  { key: 'overview', href: '/admin', label: 'Overview' },
  { key: 'integrations', href: '/admin/integrations', label: 'All integrations' },
  { key: 'customers', href: '/admin/customers', label: 'Customers' },
  { key: 'staff', href: '/admin/staff', label: 'Staff' },
  { key: 'activity', href: '/admin/activity', label: 'Activity' },
  { key: 'keys', href: '/admin/keys', label: 'Keys' },
] as const

/** The portal's frame around a page of the staff console, with the console's own navigation. */
export function AdminShell({
  current,
  children,
}: {
  current: (typeof areas)[number]['key']
  children: ReactNode
}) {
  return (
    <PortalShell current="admin">
      <nav
        aria-label="Staff console"
        className="no-print -mx-2 flex flex-wrap gap-x-1 border-b border-line py-1 text-14"
      >
        {areas.map(({ key, href, label }) => (
          <Anchor
            key={key}
            href={href as Route}
            aria-current={key === current ? 'page' : undefined}
            className="rounded-control px-2 py-1 text-muted hover:bg-sunken hover:text-ink aria-[current=page]:font-strong aria-[current=page]:text-ink"
          >
            {label}
          </Anchor>
        ))}
      </nav>
      {children}
    </PortalShell>
  )
}
