import { cleanId } from '#lib/cloudflare/credential-kind.ts'

/** What survives a reload: never a secret, and only in this tab. `typing`: that the ids were typed, not chosen. */
const kept = ['email', 'accountId', 'zoneIds', 'typing'] as const
type Draft = Partial<Record<(typeof kept)[number], string>>

const place = 'aquila-connect'

export function readDraft(): Draft {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(place) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    const entries = Object.entries(stored).filter(
      ([name, value]) => isKept(name) && typeof value === 'string',
    )
    return Object.fromEntries(entries)
  } catch {
    return {} // storage is switched off, or holds something else
  }
}

export function keepDraft(values: Draft): void {
  const draft = Object.fromEntries(kept.map((name) => [name, harmless(values[name] ?? '')]))
  try {
    sessionStorage.setItem(place, JSON.stringify(draft))
  } catch {
    // Storage is switched off: the form works, it only forgets on reload.
  }
}

/** Once this account is connected: the next integration is another one's. */
export function forgetDraft(accountId: string): void {
  try {
    if (cleanId(readDraft().accountId ?? '') === accountId) sessionStorage.removeItem(place)
  } catch {
    // Storage is switched off: there is none.
  }
}

/** A credential pasted into the field of an id is a slip; it is not stored. Ids and addresses are never that long in one piece. */
function harmless(value: string): string {
  return /(?:^|[\s,;])cf[a-z]{1,4}_/.test(value) || /[\w-]{35,}/.test(value) ? '' : value
}

function isKept(name: string): name is (typeof kept)[number] {
  return kept.some((field) => field === name)
}
