import type { Route } from 'next'
import type { ReactNode } from 'react'
import { Anchor } from '#components/ui/anchor.tsx'
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
    <Anchor href={href} className={buttonClass(look)}>
      {children}
    </Anchor>
  )
}
