import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { askDiscovery, type Lookup, type Question } from '#app/integrations/new/ask-discovery.ts'
import { secretOf } from '#app/integrations/new/fields.ts'
import type { Connect } from '#app/integrations/new/use-connect.ts'
import type { CredentialKind } from '#lib/cloudflare/credential.ts'
import type { Discovery } from '#lib/integrations/discovery.ts'
import { isWhole, pasteHint } from '#lib/integrations/paste-hint.ts'

/** After the last key, where a credential is typed: half of one is not worth a refusal at Cloudflare. */
const pauseMs = 600

/**
 * Looks up what the credential in the form sees, as soon as it is whole. A newer one calls the older question off, so
 * that an answer is always about what stands in the form.
 */
export function useDiscovery(connect: Connect, method: CredentialKind, onFound: (found: Discovery) => void) {
  const [lookup, setLookup] = useState<Lookup>({ status: 'none' })
  const [forced, setForced] = useState({ secret: '', times: 0 })
  const running = useRef<AbortController>(null)
  const secret = connect.watch(secretOf[method]) ?? ''
  const address = connect.watch('email') ?? ''
  const email = method === 'global_key' ? address : ''
  const isWanted = isWhole(method, secret, email) || (secret !== '' && forced.secret === secret)
  const times = forced.secret === secret ? forced.times : 0

  const look = useEffectEvent(async (question: Question, calledOff: AbortSignal) => {
    const found = await askDiscovery(question, calledOff)
    if (calledOff.aborted) return
    if (found.status === 'found') onFound(found.discovery)
    setLookup(found)
  })
  const pauseBefore = useEffectEvent((askedBefore: number) =>
    connect.isPasted() || askedBefore > 0 ? 0 : pauseMs,
  )

  useEffect(() => {
    if (!isWanted) return setLookup({ status: 'none' })
    const asking = new AbortController()
    running.current = asking
    setLookup({ status: 'looking' })
    const question = { method, secret, email }
    const timer = setTimeout(() => void look(question, asking.signal), pauseBefore(times))
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [isWanted, method, secret, email, times])

  return {
    lookup,
    /** There is something to ask about that does not look whole. */
    canForce: lookup.status === 'none' && pasteHint(secret, method)?.tone === 'info',
    lookAgain: () => setForced({ secret, times: times + 1 }),
    callOff() {
      running.current?.abort()
      setLookup((now) => (now.status === 'looking' ? { status: 'none' } : now))
    },
  }
}
