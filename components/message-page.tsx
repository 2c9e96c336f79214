import type { ReactNode } from 'react'
import { Logo } from '#components/logo.tsx'
import { Anchor } from '#components/ui/anchor.tsx'

/** Only what happened, what it means and what to do now. */
export function Message({
  title,
  reference,
  children,
}: {
  title: string
  reference?: string | undefined
  children: ReactNode
}) {
  return (
    <div className="grid max-w-read justify-items-start gap-4 pt-14 pb-16">
      <h1 className="text-28 tracking-[-0.01em]">{title}</h1>
      {children}
      {reference && (
        <p className="text-14 text-muted">
          Reference number <code className="font-mono text-ink select-all">{reference}</code>
        </p>
      )}
    </div>
  )
}

/** A message as a page of its own, where it is not known, or cannot be asked, who reads it. */
export function MessagePage(message: Parameters<typeof Message>[0]) {
  return (
    <>
      <header className="border-b border-line">
        <div className="page flex min-h-14 items-center">
          <Anchor href="/" aria-label="AQUILA, start page" className="inline-flex rounded-control">
            <Logo />
          </Anchor>
        </div>
      </header>
      <main id="main" className="page">
        <Message {...message} />
      </main>
    </>
  )
}
