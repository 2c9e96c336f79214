import { useEffect } from 'react'
import type { Position } from '#app/integrations/new/position.ts'

/** Tells AQUILA how far a person is, so that support sees where people stop; nothing of what is typed. */
export function useVisit(id: string, { step, method }: Position): void {
  useEffect(() => {
    const body = JSON.stringify({ id, step, method })
    // A page that is being left still sends it; nobody waits for it, and without it nothing is lost to the person.
    fetch('/api/wizard-visits', { method: 'POST', body, keepalive: true }).catch(() => undefined)
  }, [id, step, method])
}
