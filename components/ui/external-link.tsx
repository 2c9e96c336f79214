import type { ReactNode } from 'react'
import { type ButtonLook, buttonClass } from '#components/ui/button-class.ts'
import { Icon } from '#components/ui/icon.tsx'

/** Leaves the portal in a new tab, and says so. */
export function ExternalLink({
  href,
  look,
  children,
}: {
  href: string
  look?: ButtonLook
  children: ReactNode
}) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className={look ? buttonClass(look) : 'link inline-flex items-baseline gap-1'}
    >
      {children}
      <Icon name="external" className="relative top-0.5 size-3.5" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}
