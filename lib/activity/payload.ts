import { activitySentences } from '#lib/activity/actions.ts'

/** What a record says, as far as it can be read. */
export interface Payload {
  action: string
  /** Who of the two kinds of people, or the system. */
  actor: { kind: string; personId: string | null }
  details: Record<string, string>
}

/**
 * A record's payload. It takes whatever stands there: one that somebody has tampered with is shown, and takes down no
 * page that is there to find it.
 */
export function readPayload(text: string): Payload {
  const { action, actor, details } = objectOf(parsed(text))
  const { kind, personId } = objectOf(actor)
  return {
    action: typeof action === 'string' ? action : '',
    actor: {
      kind: typeof kind === 'string' ? kind : '',
      personId: typeof personId === 'string' ? personId : null,
    },
    details: Object.fromEntries(
      Object.entries(objectOf(details)).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  }
}

/** A record that this code does not know (written by newer or other code) is shown, not left out. */
export function sentenceOf({ action, details }: Payload): string {
  const known: Partial<Record<string, (details: Record<string, string>) => string>> = activitySentences
  return Object.hasOwn(known, action)
    ? (known[action]?.(details) ?? '')
    : 'did something that this version cannot name'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
