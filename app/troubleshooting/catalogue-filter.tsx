'use client'

import { type MouseEvent, type ReactNode, useRef, useState } from 'react'
import { TextInput } from '#components/ui/text-input.tsx'
import { search } from '#lib/cloudflare/catalogue-search.ts'

/**
 * Hides what does not answer to what is typed. What is there stays the server's: nothing of it is sent a second time.
 * What is typed stays in the browser, for people paste the wrong thing; so without JavaScript there is no field, and
 * the browser's own search finds everything.
 */
export function CatalogueFilter({ none, children }: { none: ReactNode; children: ReactNode }) {
  const scope = useRef<HTMLDivElement>(null)
  const [found, setFound] = useState<number | null>(null)

  function filter(query: string) {
    const entries = all(scope.current, '[data-says]')
    const found = search(query, entries.map(searched))
    for (const [index, entry] of entries.entries()) entry.hidden = !found[index]
    for (const group of all(scope.current, '[data-group]')) {
      group.hidden = all(group, '[data-says]:not([hidden])').length === 0
    }
    // The index is folded, for it is long; what was found in it is not.
    for (const fold of scope.current?.querySelectorAll('details') ?? []) fold.open = query.trim() !== ''
    const shown = entries.filter(({ id, hidden }) => id !== '' && !hidden)
    setFound(query.trim() === '' ? null : shown.length)
  }

  /** Where a link leads is shown, whatever the filter says: one entry, or a whole group. */
  function reveal({ target }: MouseEvent) {
    const hash = target instanceof Element ? target.closest('a')?.hash : undefined
    const place = hash ? document.getElementById(hash.slice(1)) : null
    const group = place?.closest<HTMLElement>('[data-group]')
    if (!place || !group) return
    group.hidden = false
    for (const entry of place.matches('[data-says]') ? [place] : all(group, '[data-says]'))
      entry.hidden = false
  }

  return (
    <>
      <search className="grid max-w-read gap-1 pb-4 noscript:hidden">
        <label htmlFor="filter" className="text-14 font-strong">
          What Cloudflare says, its code, or a word
        </label>
        <TextInput
          id="filter"
          type="search"
          autoComplete="off"
          spellCheck={false}
          aria-describedby="filter-hint"
          onChange={(event) => filter(event.target.value)}
        />
        <p id="filter-hint" className="text-14 text-muted">
          A whole error message will do. It stays in your browser; leave tokens and keys out all the same.
        </p>
        <p role="status" className="min-h-5 text-14 text-muted tabular-nums">
          {found !== null && `${found} ${found === 1 ? 'entry' : 'entries'}`}
        </p>
      </search>
      {found === 0 && none}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: listens to the links in it, which the keyboard clicks as well */}
      <div ref={scope} onClick={reveal}>
        {children}
      </div>
    </>
  )
}

function searched(entry: HTMLElement) {
  const { says = '', codes = '' } = entry.dataset
  return {
    text: entry.textContent,
    says: says.split('\n').filter(Boolean),
    codes: codes.split(' ').filter(Boolean),
  }
}

function all(within: HTMLElement | null, selector: string): HTMLElement[] {
  return within ? [...within.querySelectorAll<HTMLElement>(selector)] : []
}
