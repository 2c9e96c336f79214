import { useEffect } from 'react'
import type { Position } from '#app/integrations/new/position.ts'

/** Tells AQUILA how far a person is, so that support sees where people stop; nothing of what is typed. */
export function useVisit(id: string, { step, method }: Position): void {
  useEffect(() => {
    const body = JSON.stringify({ id, step, method })
    // Sent on the side, also by a page that is being left; nobody waits for it, and without it nothing is lost.
    navigator.sendBeacon('/api/wizard-visits', body)
  }, [id, step, method])
}
