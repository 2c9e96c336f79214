import type { SampleCredential } from '#e2e/cloudflare-simulator/credential-type.ts'
import { type FailureCode, failureCodes, failureOf } from '#lib/cloudflare/failure.ts'

const groups: readonly [SampleCredential['expect']['verdict'], string][] = [
  ['connected', 'Connected'],
  ['connected_with_gaps', 'Connected, with gaps'],
  ['needs_attention', 'Needs attention'],
  ['unconfirmed', 'Could not tell'],
]

/** What can be entered in the demo, by what it comes to. Ids are repeated only where they are not the usual ones. */
export function demoMenu(samples: readonly SampleCredential[]): string {
  const [first] = samples
  if (!first) return ''
  const { accountId, zoneId } = first
  const isUsual = (sample: SampleCredential) => sample.accountId === accountId && sample.zoneId === zoneId
  const width = Math.max(...samples.map(({ name }) => name.length)) + 2
  const entry = (sample: SampleCredential) => {
    const credential = sample.email === null ? sample.secret : `${sample.email}  ${sample.secret}`
    const ids = isUsual(sample) ? [] : [`Account ID ${sample.accountId}   Zone ID ${sample.zoneId}`]
    const about = `    ${sample.name.padEnd(width)}${showing(sample)}`
    return [about, ...[credential, ...ids].map((line) => `      ${line}`)].join('\n')
  }
  const usual = `  Account ID ${accountId}   Zone ID ${zoneId}   unless others stand there`
  const lists = groups.map(([verdict, heading]) => {
    const rows = samples.filter(({ expect }) => expect.verdict === verdict)
    return [`  ${heading} (${rows.length})`, ...rows.map(entry)].join('\n')
  })
  return [usual, ...lists].join('\n\n')
}

/** What one sees with it, in a few words. */
function showing({ expect: { failure, missing = [], unknown = [] } }: SampleCredential): string {
  const lists = [
    ...(missing.length > 0 ? [`missing: ${briefly(missing)}`] : []),
    ...(unknown.length > 0 ? [`in doubt: ${briefly(unknown)}`] : []),
  ]
  const title = isCode(failure) ? [failureOf(failure).title] : ['everything passes']
  return [...title, ...lists].join('; ')
}

function briefly(names: readonly string[]): string {
  return names.length > 3 ? `${names[0]} and ${names.length - 1} more` : names.join(', ')
}

function isCode(failure: string | null): failure is FailureCode {
  return failureCodes.some((code) => code === failure)
}
