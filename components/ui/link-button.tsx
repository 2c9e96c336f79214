import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { type ButtonLook, buttonClass } from '#components/ui/button-class.ts'

export function LinkButton<T extends string>({
  href,
  look = 'secondary',
  children,
}: {
  href: Route<T>
  look?: ButtonLook
  children: ReactNode
}) {
  return (
    <Link href={href} className={buttonClass(look)}>
      {children}
    </Link>
  )
}
