/**
 * The keyboard of the list: `/` to the search, the arrow down from there to the first row, arrows (or j and k) from row
 * to row, `x` ticks the row, Enter is the link's own. Outside of the list the arrows stay the page's, and no key is taken
 * while something is typed.
 */
export function moveInList(event: KeyboardEvent, list: HTMLElement | null): void {
  const { target, key } = event
  if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || !list) return
  if (!(target instanceof HTMLElement)) return
  const rows = [...list.querySelectorAll<HTMLElement>('tbody tr')]
  const focus = (row: HTMLElement | undefined) => act(event, row?.querySelector<HTMLElement>('a'))
  if (target.id === 'search') {
    if (key === 'ArrowDown') focus(rows[0])
    return
  }
  if (target.matches('input:not([type=checkbox]), select, textarea')) return
  const at = rows.findIndex((row) => row.contains(target))
  if (key === '/') act(event, document.querySelector<HTMLElement>('#search'))
  else if (key === 'j' || (at >= 0 && key === 'ArrowDown')) focus(rows[at + 1])
  else if (at >= 0 && (key === 'k' || key === 'ArrowUp')) focus(rows[at - 1])
  else if (key === 'x') rows[at]?.querySelector<HTMLElement>('input[type=checkbox]')?.click()
}

/** Only a key that leads somewhere is taken from the page. */
function act(event: KeyboardEvent, element: HTMLElement | null | undefined): void {
  if (!element) return
  event.preventDefault()
  element.focus()
}
