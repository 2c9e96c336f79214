'use client'

import { type ReactNode, type SubmitEvent, useState } from 'react'
import { looksSecret } from '#lib/cloudflare/looks-secret.ts'

/** What a search says that was not sent because a credential stands in it. */
export const secretInSearch =
  'This looks like a credential. It was not sent, as a search stands in the address of the page. Look for the account or the mask instead.'

/** A form whose fields go into the address: it is not sent while one of them holds what looks like a credential. */
export function GuardedForm({
  action,
  className,
  children,
}: {
  action: string
  className: string
  children: ReactNode
}) {
  const [isRefused, setIsRefused] = useState(false)
  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    const values = [...new FormData(event.currentTarget).values()]
    const isSecret = values.some((value) => typeof value === 'string' && looksSecret(value))
    setIsRefused(isSecret)
    if (isSecret) event.preventDefault()
  }
  return (
    <form action={action} onSubmit={onSubmit} className={className}>
      {children}
      <p role="alert" className="w-full text-14 text-failed empty:hidden">
        {isRefused ? secretInSearch : ''}
      </p>
    </form>
  )
}
