'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { SampleProgress } from '#lib/samples/queries.ts'

/** Stands on the page while newer records are being read, and lets the server render it anew when they are there. */
export function LiveSample({ integrationId }: { integrationId: string }) {
  const router = useRouter()
  useEffect(() => {
    const stream = new EventSource(`/api/integrations/${integrationId}/events`)
    stream.onmessage = (event: MessageEvent<string>) => {
      const { sample } = JSON.parse(event.data) as { sample: SampleProgress | null }
      if (!sample?.isBeingRead) router.refresh()
    }
    return () => stream.close()
  }, [integrationId, router])
  return (
    <noscript>
      <meta httpEquiv="refresh" content="2" />
    </noscript>
  )
}
