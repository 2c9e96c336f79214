/** Only a person who asked for it: what another page or a browser's own foresight fetches is not an act of theirs. */
export function isAsked(sent: { get(name: string): string | null }): boolean {
  const isForesight = ['sec-purpose', 'purpose'].some((name) => sent.get(name)?.includes('prefetch'))
  const site = sent.get('sec-fetch-site')
  // "none": typed, or from a bookmark. Browsers without the header send nothing.
  return (site === null || site === 'same-origin' || site === 'none') && !isForesight
}
