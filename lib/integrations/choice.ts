import type { Discovery } from '#lib/integrations/discovery.ts'
import { separateIds } from '#lib/integrations/separate-ids.ts'

/** The ids as they stand in the form: one account, and any number of zones as text. */
export interface Ids {
  accountId: string
  zoneIds: string
}

/**
 * The ids to begin with once lists have come: what stands in the form, and where nothing does, the only account and its
 * only zone. `chosen` are ids that came from an earlier list: if the new one does not know them they go, typed ones stay.
 */
export function startingIds(found: Discovery, ids: Ids, chosen: ReadonlySet<string>): Ids {
  const [typed = ''] = separateIds(ids.accountId)
  const stays = (id: string) => !chosen.has(id) || isListed(found, id)
  const accountId = typed !== '' && stays(typed) ? typed : onlyOf(found.accounts)
  const zoneIds = separateIds(ids.zoneIds).filter(stays)
  return { accountId, zoneIds: zoneIds.length > 0 ? zoneIds.join('\n') : onlyOf(zonesOf(found, accountId)) }
}

export function zonesOf(found: Discovery, accountId: string): Discovery['zones'] {
  return found.zones.filter((zone) => zone.accountId === accountId)
}

/** The id of the only one there is, which needs no choosing; "" where there are several or none. */
export function onlyOf(list: readonly { id: string }[]): string {
  return list.length === 1 ? (list[0]?.id ?? '') : ''
}

/** The text with one id more or less; all others stay as they are. */
export function withId(text: string, id: string, isIn: boolean): string {
  const others = separateIds(text).filter((one) => one !== id)
  return (isIn ? [...others, id] : others).join('\n')
}

/** The ids of a text that no list holds, so that they are shown and can be taken out. */
export function unlisted(text: string, list: readonly { id: string }[]): string[] {
  return separateIds(text).filter((id) => list.every((one) => one.id !== id))
}

/** As many rows of a list as a page shows at once; a search finds the others. */
const maxRows = 50

/** The rows whose name or id holds the searched text, the first 50 of them, and how many there are. */
export function searchRows<Row extends { id: string; name: string }>(
  list: readonly Row[],
  text: string,
): { rows: Row[]; count: number } {
  const wanted = text.trim().toLowerCase()
  const matches = list.filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.startsWith(wanted))
  return { rows: matches.slice(0, maxRows), count: matches.length }
}

function isListed({ accounts, zones }: Discovery, id: string): boolean {
  return accounts.some((account) => account.id === id) || zones.some((zone) => zone.id === id)
}
