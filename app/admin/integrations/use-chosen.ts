import { useSyncExternalStore } from 'react'

const place = 'aquila-chosen'
const listeners = new Set<() => void>()
const nobody: readonly string[] = []
let known: { text: string; ids: readonly string[] } = { text: '', ids: nobody }

/** The integrations that are ticked in this tab, over all pages and filters of the list, until they are let go. */
export function useChosen() {
  const ids = useSyncExternalStore(subscribe, read, () => nobody)
  return {
    ids,
    choose(some: readonly string[], isChosen: boolean) {
      const rest = read().filter((id) => !some.includes(id))
      write(isChosen ? [...rest, ...some] : rest)
    },
    letGo: () => write([]),
  }
}

function read(): readonly string[] {
  const text = sessionStorage.getItem(place) ?? ''
  // The same text has to be the same list, or React would render for ever.
  if (text !== known.text) known = { text, ids: text ? text.split(' ') : nobody }
  return known.ids
}

function write(ids: readonly string[]): void {
  sessionStorage.setItem(place, ids.join(' '))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
