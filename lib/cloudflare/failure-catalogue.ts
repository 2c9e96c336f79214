import type { CloudflareText } from '#lib/cloudflare/cloudflare-text.ts'
import {
  anchorOf,
  type FailureCode,
  type FailureGroup,
  failureGroups,
  failureOf,
} from '#lib/cloudflare/failure.ts'
import { openAccountTokens, openTokens } from '#lib/cloudflare/failure-type.ts'
import { tokenLink } from '#lib/cloudflare/token-link.ts'

export interface CatalogueEntry {
  code: FailureCode
  anchor: string
  title: string
  /** Cloudflare's own texts, for who has nothing else. */
  says: readonly CloudflareText[]
  /** What happened, in general: without the names and dates of one verification. */
  sentence: string
  /** What to do; null when there is nothing to do. */
  step: string | null
  links: readonly { label: string; href: string }[]
  /** What the integration's own page offers for it, by the name of the button; null when it has none. */
  button: string | null
  /** What it means for the connection. */
  meaning: string
  help: string | null
}

export interface CatalogueGroup {
  group: FailureGroup
  entries: CatalogueEntry[]
}

/** Every failure there is, in the words of the checks themselves, for a page to look things up. */
export function failureCatalogue(): CatalogueGroup[] {
  const groups = Object.entries(failureGroups) as [FailureGroup, (typeof failureGroups)[FailureGroup]][]
  return groups.map(([group, table]) => ({
    group,
    entries: (Object.keys(table) as FailureCode[]).map(entryOf),
  }))
}

/** One of Cloudflare's texts, with everything that it can mean. */
export interface TextEntry extends CloudflareText {
  means: Pick<CatalogueEntry, 'anchor' | 'title'>[]
}

/** The same the other way round: from what Cloudflare said to what it can be, by its code. */
export function catalogueByText(catalogue: readonly CatalogueGroup[]): TextEntry[] {
  const found = new Map<string, TextEntry>()
  for (const { says, anchor, title } of catalogue.flatMap(({ entries }) => entries)) {
    for (const said of says) {
      const key = `${said.code} ${said.text}`
      const known = found.get(key) ?? { ...said, means: [] }
      found.set(key, known)
      known.means.push({ anchor, title })
    }
  }
  return [...found.values()].toSorted((a, b) => orderOf(a) - orderOf(b))
}

/** Numbers first, then statuses, then what has neither. */
function orderOf({ code }: CloudflareText): number {
  if (typeof code === 'number') return code
  if (code === null) return 3_000_000
  const status = /^HTTP (\d+)$/.exec(code)?.[1]
  return status === undefined ? 2_000_000 : 1_000_000 + Number(status)
}

function entryOf(code: FailureCode): CatalogueEntry {
  const { title, says, sentence, step, help, action } = failureOf(code)
  return {
    code,
    anchor: anchorOf(code),
    title,
    says,
    sentence: sentence({}),
    step: step?.({}) ?? null,
    links: linksOf(code),
    button: action === null || action.kind === 'link' ? null : action.label,
    meaning: meaningOf(code),
    help: help ?? null,
  }
}

function linksOf(code: FailureCode): CatalogueEntry['links'] {
  const { action, blame } = failureOf(code)
  // Without a token at hand nobody knows in which of both lists it stands.
  if (action === openTokens) return [openTokens, openAccountTokens]
  if (action?.kind === 'link') return [action]
  return action?.kind === 'replace' && blame === 'token'
    ? [{ label: 'Create a token at Cloudflare, permissions ticked', href: tokenLink('user') }]
    : []
}

function meaningOf(code: FailureCode): string {
  const { blame } = failureOf(code)
  if (code === 'depends_on_other') return 'It says nothing by itself; look at the check that did not pass.'
  if (code === 'list_not_allowed') return 'Nothing is wrong; the ids are only not offered to choose from.'
  if (code === 'not_opened') return 'AQUILA cannot read the account until the credential is entered again.'
  if (code === 'permission_missing' || code === 'permission_role_refused')
    return 'The account stays connected, with a gap in what AQUILA sees.'
  if (blame !== null) return 'The account is not connected until this is corrected.'
  if (code.startsWith('permission_')) return 'The account stays connected; this one permission is in doubt.'
  return 'It is neither a yes nor a no. AQUILA asks again by itself, with growing pauses.'
}
