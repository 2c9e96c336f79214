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

/**
 * The portal's frame around a page of the staff console, with the console's own navigation. `wide` is for a table that
 * takes what the window has.
 */
export function AdminShell({
  current,
  wide = false,
  children,
}: {
  current: (typeof areas)[number]['key']
  wide?: boolean
  children: ReactNode
}) {
  return (
    <PortalShell current="admin" wide={wide}>
      <nav aria-label="Staff console" className="no-print border-b border-line py-1 text-14">
        <div className="-mx-2 flex flex-wrap gap-x-1">
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
        </div>
      </nav>
      {children}
    </PortalShell>
  )
}
