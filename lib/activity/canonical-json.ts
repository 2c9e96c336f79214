/**
 * The one spelling of a value as RFC 8785 defines it: keys sorted by UTF-16 code units, no blanks, members
 * without a value left out. Any language can recompute a hash over it.
 */
export function canonicalJson(value: object): string {
  return spell(value)
}

function spell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((part) => spell(part ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  // Not through a sorted object: JavaScript puts keys that look like numbers first, whatever their place.
  const members = Object.entries(value).filter(([, part]) => part !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, part]) => `${JSON.stringify(key)}:${spell(part)}`).join(',')}}`
}
