import { type Check, checkNames, type Evidence, subjectsOf } from '#lib/cloudflare/check.ts'
import { explain, titleOf } from '#lib/cloudflare/explain.ts'
import type { FailureCode } from '#lib/cloudflare/failure.ts'
import { type Ids, type Mends, suggestedIds } from '#lib/integrations/suggested-ids.ts'
import type { CheckView } from '#lib/integrations/view.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export const checkColumns = {
  name: true,
  subject: true,
  result: true,
  failure: true,
  facts: true,
  evidence: true,
} satisfies Prisma.CheckSelect

type CheckRow = Prisma.CheckGetPayload<{ select: typeof checkColumns }>

/** A stored check as the value it was. Only the worker writes these columns, from a `Check`. */
export function toCheck(row: CheckRow): Check {
  return {
    name: row.name as Check['name'],
    subject: row.subject,
    result: row.result,
    failure: row.failure as FailureCode | null,
    facts: row.facts as Record<string, string>,
    evidence: row.evidence as unknown as Evidence | null,
  }
}

/**
 * The rows of a checklist in reading order. While the verification runs, each open question has a pending row, so that
 * nothing moves when an answer arrives; once it has finished, only what was asked then is shown, with the one click
 * that would put it right where there is one.
 */
export function checklist(rows: CheckRow[], entered: Ids, isFinished: boolean): CheckView[] {
  const checks = rows.map(toCheck)
  const settled = new Map(checks.map((check) => [`${check.name}/${check.subject}`, check]))
  const mends = isFinished ? (suggestedIds(checks, entered)?.mends ?? null) : null
  // Swapped ids fail twice; one button is enough, in the row that is read first.
  const mended = checks.find(({ name, failure }) => failure === mends && name !== 'zone')
  return checkNames.flatMap((name) =>
    subjectsOf(name, entered.zoneIds).flatMap((subject) => {
      const check = settled.get(`${name}/${subject}`)
      if (!check) return isFinished ? [] : [pending(name, subject)]
      const offer = mends !== null && check === mended ? { label: offerLabels[mends] } : null
      const view = { ...explain(check), offer }
      const isRepeated = mends === 'ids_swapped' && check.failure === mends && check !== mended
      return [isRepeated ? { ...view, ...sameCause } : view]
    }),
  )
}

const sameCause = {
  sentence: 'The same cause as above: the two ids are swapped.',
  cloudflareSays: [],
  nextStep: null,
}

const offerLabels: Record<Mends, string> = {
  ids_swapped: 'Exchange the ids',
  zone_id_as_account_id: 'Use this Account ID',
  account_not_reachable: 'Use this Account ID',
  zone_of_another_account: 'Use the zone’s account',
}

function pending(name: Check['name'], subject: string): CheckView {
  const title = titleOf({ name, subject })
  const nothing = {
    blame: null,
    anchor: null,
    nextStep: null,
    offer: null,
    addressFilter: null,
    details: null,
  }
  return { name, subject, title, result: 'pending', sentence: '', cloudflareSays: [], ...nothing }
}
