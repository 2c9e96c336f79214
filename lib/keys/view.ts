/** Which key version protects how many credentials; nothing here is, or opens, a secret. Times are RFC 3339. */
export interface KeysView {
  /** Credentials that are stored; destroyed ones are not. */
  count: number
  /** The current one first, even with nothing under it, then the others by their newest credential. */
  keys: KeyView[]
  /** When the oldest credential of all was sealed; null when there is none. */
  oldestAt: string | null
}

export interface KeyView {
  kekId: string
  /** New credentials are sealed with it. */
  isCurrent: boolean
  count: number
  /** When the first and the last of its credentials were sealed; null when there is none. */
  oldestAt: string | null
  newestAt: string | null
}

/** How far all credentials have come under the current key. */
export function progressOf({ count, keys }: KeysView): {
  current: number
  percent: number
  sentence: string
} {
  const current = keys.find(({ isCurrent }) => isCurrent)?.count ?? 0
  // Rounded down: 100% says that nothing is left.
  const percent = count === 0 ? 0 : Math.floor((current / count) * 100)
  return { current, percent, sentence: sentenceOf(count, current, percent) }
}

function sentenceOf(count: number, current: number, percent: number): string {
  if (count === 0) return 'No credential is stored now. The next one will be under the current key.'
  if (count === 1)
    return current === 1
      ? 'The one credential is under the current key.'
      : 'The one credential is still under an earlier key.'
  if (current === count) return `All ${figure(count)} credentials are under the current key.`
  if (current === 0) return `None of the ${figure(count)} credentials is under the current key yet.`
  const share = percent === 0 ? 'less than 1%' : `${percent}%`
  const left = count - current
  return `${figure(current)} of ${figure(count)} credentials (${share}) ${current === 1 ? 'is' : 'are'} under the current key; ${figure(left)} ${left === 1 ? 'is' : 'are'} still under an earlier one.`
}

function figure(count: number): string {
  return count.toLocaleString('en')
}
