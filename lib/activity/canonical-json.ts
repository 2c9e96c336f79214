/**
 * The one spelling of a value as RFC 8785 defines it: keys sorted by UTF-16 code units, no blanks, members
 * without a value left out. Any language can recompute a hash over it.
 */
export function canonicalJson(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
