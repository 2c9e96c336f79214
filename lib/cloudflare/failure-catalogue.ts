import { anchorOf, type FailureCode, failureCodes, failureOf } from '#lib/cloudflare/failure.ts'

export interface CatalogueEntry {
  code: FailureCode
  anchor: string
  title: string
  /** What happened, in general: without the names and dates of one verification. */
  sentence: string
  /** What to do; null when there is nothing to do. */
  step: string | null
  /** What it means for the connection. */
  meaning: string
  help: string | null
}

/** Every failure there is, in the words of the checks themselves, for a page to look things up. */
export function failureCatalogue(): CatalogueEntry[] {
  return failureCodes.map((code) => {
    const { title, sentence, step, help } = failureOf(code)
    return {
      code,
      anchor: anchorOf(code),
      title,
      sentence: sentence({}),
      step: step?.({}) ?? null,
      meaning: meaningOf(code),
      help: help ?? null,
    }
  })
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
