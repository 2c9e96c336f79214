import { useSearchParams } from 'next/navigation'
import { type MouseEvent, useEffect, useRef } from 'react'
import { hrefOf, type Position, positionFrom } from '#app/integrations/new/position.ts'

/** The position from the address; its links change the address without leaving the page, so nothing typed is lost. */
export function usePosition(initial: Position) {
  const params = useSearchParams()
  const position = params.has('step') ? positionFrom((name) => params.get(name)) : initial
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(hrefOf(position))

  const here = hrefOf(position)
  useEffect(() => {
    if (shown.current === here) return
    shown.current = here
    heading.current?.focus()
  }, [here])

  function go(next: Position) {
    window.history.pushState(null, '', hrefOf(next))
  }

  function follow(event: MouseEvent<HTMLElement>) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const href = event.target instanceof Element ? event.target.closest('a')?.getAttribute('href') : null
    if (!href?.startsWith('?')) return
    event.preventDefault()
    window.history.pushState(null, '', href)
  }

  return { position, heading, go, follow }
}
