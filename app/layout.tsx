import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { plexMono, plexSans } from '#app/fonts.ts'
import '#app/globals.css'

export const metadata: Metadata = {
  title: { default: 'Connect Cloudflare to AQUILA', template: '%s · AQUILA' },
  description:
    'Connect a Cloudflare account to AQUILA, see at once that it works, and take it back at any time.',
  robots: { index: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#12181b' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page rendered ahead of its request has no nonce, and its scripts would be blocked.
  await connection()
  return (
    <html lang="en" className={`${plexSans.variable} ${plexMono.variable}`}>
      <body>
        <a
          href="#main"
          className="sr-only z-20 rounded-control bg-accent px-4 py-2 text-14 font-strong text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
        >
          Skip to the content
        </a>
        {children}
      </body>
    </html>
  )
}
