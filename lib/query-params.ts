import { looksSecret } from '#lib/cloudflare/looks-secret.ts'

/** The parameters of an address, as pages are given them. */
export type Params = Record<string, string | string[] | undefined>

/** All values of a parameter that say something. Without the one character that PostgreSQL takes in no text. */
export function allOf(params: Params, name: string): string[] {
  return [params[name]].flat().flatMap((value) => value?.replaceAll('\0', '').trim() || [])
}

const searchLength = 100

/** What is searched for. A credential that somebody pasted into the search is not: nothing repeats it. */
export function searchOf(params: Params): string | null {
  const search = allOf(params, 'search')[0]?.slice(0, searchLength)
  return search && !looksSecret(search) ? search : null
}

/** The parameters of a query such as "?state=connected". */
export function paramsOfQuery(query: string): Params {
  const params: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(query)) params[name] = [...(params[name] ?? []), value]
  return params
}
