/** The parameters of an address, as pages are given them. */
export type Params = Record<string, string | string[] | undefined>

/** All values of a parameter that say something. Without the one character that PostgreSQL takes in no text. */
export function allOf(params: Params, name: string): string[] {
  return [params[name]].flat().flatMap((value) => value?.replaceAll('\0', '').trim() || [])
}

/** The parameters of a query such as "?state=connected". */
export function paramsOfQuery(query: string): Params {
  const params: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(query)) params[name] = [...(params[name] ?? []), value]
  return params
}
