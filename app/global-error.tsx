'use client'

import { plexMono, plexSans } from '#app/fonts.ts'
import '#app/globals.css'
import { UnexpectedError } from '#components/unexpected-error.tsx'

/** Stands in for the root layout when that one fails, so it brings its own document. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={`${plexSans.variable} ${plexMono.variable}`}>
      <body>
        <title>This page could not be shown · AQUILA</title>
        <UnexpectedError error={error} retry={retry} />
      </body>
    </html>
  )
}
