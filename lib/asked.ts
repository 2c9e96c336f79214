/** Only a person who asked for it: what another page or a browser's own foresight fetches is not an act of theirs. */
export function isAsked(sent: { get(name: string): string | null }): boolean {
  const isForesight = ['sec-purpose', 'purpose'].some((name) => sent.get(name)?.includes('prefetch'))
  return sent.get('sec-fetch-site') !== 'cross-site' && !isForesight
}
